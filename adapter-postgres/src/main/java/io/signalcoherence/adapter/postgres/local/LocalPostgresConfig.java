package io.signalcoherence.adapter.postgres.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to run a local server.
 *
 * @param folder the data folder, made if missing (its parent must exist); if ephemeral, the folder
 *     in which a fresh one is made
 * @param ephemeral whether the server's folder is a fresh one that is removed on close; durability
 *     within its life is unchanged
 * @param port TCP port on 127.0.0.1; 0 takes a free one, remembers it in the folder and takes the
 *     same again while it is free
 * @param startupTimeout time within which the server must accept connections, crash recovery
 *     included; over 0
 * @param settings further server settings, which win over ours
 * @param stopAtJvmExit whether a shutdown hook stops the server; false for a caller with a shutdown
 *     order of its own, who must then call {@link LocalPostgres#close} himself
 */
public record LocalPostgresConfig(
    Path folder,
    boolean ephemeral,
    int port,
    Duration startupTimeout,
    Map<String, String> settings,
    boolean stopAtJvmExit) {

  /** The startup timeout unless another is given: 60 s. */
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(60);

  private static final Set<String> RESERVED =
      Set.of(
          "config_file",
          "data_directory",
          "hba_file",
          "ident_file",
          "listen_addresses",
          "log_directory",
          "logging_collector",
          "password_encryption",
          "port",
          "unix_socket_directories");

  /** Refuses a port, timeout or setting out of range. */
  public LocalPostgresConfig {
    requireNonNull(folder, "folder");
    requireNonNull(startupTimeout, "startupTimeout");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (startupTimeout.isNegative() || startupTimeout.isZero()) {
      throw new IllegalArgumentException("startupTimeout: " + startupTimeout + " (expected: > 0)");
    }
    settings.forEach(LocalPostgresConfig::checkSetting);
    settings = Map.copyOf(settings);
  }

  /**
   * Returns the configuration of a durable server on a free port.
   *
   * @param folder the data folder
   * @return with every other component at its default
   */
  public static LocalPostgresConfig durable(Path folder) {
    return new LocalPostgresConfig(folder, false, 0, DEFAULT_STARTUP_TIMEOUT, Map.of(), true);
  }

  /**
   * Returns the configuration of a server in a fresh folder below the temporary one, removed on
   * close.
   *
   * @return with every other component at its default
   */
  public static LocalPostgresConfig temporary() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    return new LocalPostgresConfig(parent, true, 0, DEFAULT_STARTUP_TIMEOUT, Map.of(), true);
  }

  /**
   * Returns this with another port.
   *
   * @param newPort 0 to 65535
   * @return the copy
   */
  public LocalPostgresConfig withPort(int newPort) {
    return new LocalPostgresConfig(
        folder, ephemeral, newPort, startupTimeout, settings, stopAtJvmExit);
  }

  /**
   * Returns this with another startup timeout.
   *
   * @param newTimeout over 0
   * @return the copy
   */
  public LocalPostgresConfig withStartupTimeout(Duration newTimeout) {
    return new LocalPostgresConfig(folder, ephemeral, port, newTimeout, settings, stopAtJvmExit);
  }

  /**
   * Returns this with one more server setting.
   *
   * @param name its name in PostgreSQL, lower case
   * @param value its value as in {@code postgresql.conf}, without quotes
   * @return the copy
   */
  public LocalPostgresConfig withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new LocalPostgresConfig(folder, ephemeral, port, startupTimeout, more, stopAtJvmExit);
  }

  /**
   * Returns this with or without the shutdown hook.
   *
   * @param newStopAtJvmExit whether a shutdown hook stops the server
   * @return the copy
   */
  public LocalPostgresConfig withStopAtJvmExit(boolean newStopAtJvmExit) {
    return new LocalPostgresConfig(
        folder, ephemeral, port, startupTimeout, settings, newStopAtJvmExit);
  }

  private static void checkSetting(String name, String value) {
    if (!name.matches("[a-z_][a-z0-9_.]*")) {
      throw new IllegalArgumentException(
          "settings: " + name + " (expected: a lower-case PostgreSQL setting)");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "settings: " + name + " (expected: not this one; it is ours to set)");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "settings." + name + ": has a control character (expected: none)");
    }
  }
}
