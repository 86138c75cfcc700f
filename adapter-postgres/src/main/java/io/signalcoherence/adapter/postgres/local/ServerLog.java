package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.localservers.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The server's log files: one per weekday, and one for what it says before it has opened that. */
final class ServerLog {

  private static final Duration KEPT = Duration.ofDays(6);
  private static final int TAIL_BYTES = 64 * 1024;

  private final Path folder;
  private final Map<Path, Long> before = new HashMap<>();

  private ServerLog(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder, removes what is old, and notes how far the files go. */
  static ServerLog open(ServerFolder server) throws IOException {
    Path folder = server.logs();
    PrivateFiles.makeFolder(folder);
    Files.deleteIfExists(startup(folder));
    PrivateFiles.makeFile(startup(folder));
    ServerLog log = new ServerLog(folder);
    Instant oldest = Instant.now().minus(KEPT);
    for (Path file : log.files()) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
        Files.deleteIfExists(file);
      } else {
        log.before.put(file, Files.size(file));
      }
    }
    return log;
  }

  /** Returns the file for what the server says before it has opened its log. */
  Path startup() {
    return startup(folder);
  }

  /** Returns what was written since this was opened, the end of it if it is long. */
  String written() {
    StringBuilder text = new StringBuilder();
    try {
      for (Path file : files()) {
        text.append(tail(file, before.getOrDefault(file, 0L)));
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }

  /** Returns the line that tells best why a program gave up. */
  static String lastFault(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    for (String line : lines) {
      if (line.contains("PANIC:") || line.contains("FATAL:") || line.contains("error:")) {
        last = line;
      }
    }
    return last;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  private static String tail(Path file, long from) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      long start = channel.size() < from ? 0 : from;
      channel.position(Math.max(start, channel.size() - TAIL_BYTES));
      byte[] bytes = new byte[(int) (channel.size() - channel.position())];
      int read = channel.read(ByteBuffer.wrap(bytes));
      return new String(bytes, 0, Math.max(read, 0), StandardCharsets.UTF_8);
    }
  }

  private static Path startup(Path folder) {
    return folder.resolve("startup.log");
  }
}
