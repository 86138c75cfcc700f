package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.localservers.LoopbackPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server is told on its command line, where no configuration file and no {@code ALTER
 * SYSTEM} can undo it.
 */
final class ServerSettings {

  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private static final Map<String, String> SIZES =
      Map.of(
          "max_connections", "100",
          "shared_buffers", "192MB",
          "wal_level", "replica",
          "wal_buffers", "16MB",
          "max_wal_size", "2GB",
          "min_wal_size", "256MB",
          "checkpoint_timeout", "5min",
          "checkpoint_completion_target", "0.9");

  private static final Map<String, String> LOG =
      Map.of(
          "logging_collector", "on",
          "log_destination", "stderr",
          "log_filename", "postgresql-%a.log",
          "log_file_mode", "0600",
          "log_rotation_age", "1d",
          "log_rotation_size", "0",
          "log_truncate_on_rotation", "on",
          "log_line_prefix", "%m [%p] %q%u@%d ",
          "log_timezone", "UTC",
          "log_checkpoints", "off");

  private static final Map<String, String> SESSIONS =
      Map.of(
          "timezone", "UTC",
          "lc_messages", "C",
          "password_encryption", "scram-sha-256",
          "idle_in_transaction_session_timeout", "10s",
          "listen_addresses", LoopbackPort.HOST,
          "unix_socket_directories", "");

  private ServerSettings() {}

  /** Returns the arguments that follow the program's name. */
  static List<String> arguments(Path data, Path logs, int port, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(DURABLE);
    settings.putAll(SIZES);
    settings.putAll(LOG);
    settings.putAll(SESSIONS);
    settings.put("log_directory", logs.toString());
    settings.put("port", Integer.toString(port));
    settings.putAll(more);
    List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
    settings.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return arguments;
  }
}
