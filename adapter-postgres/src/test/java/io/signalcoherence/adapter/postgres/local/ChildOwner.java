package io.signalcoherence.adapter.postgres.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that owns a data folder until it is ended. */
final class ChildOwner implements AutoCloseable {

  private final Process process;

  private ChildOwner(Process process) {
    this.process = process;
  }

  /**
   * Starts on a folder; says the first line it printed, which is the postmaster's pid or an error.
   */
  static ChildOwner begin(String kind, Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            ChildOwner.class.getName(),
            kind,
            folder.toString());
    return new ChildOwner(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  String firstLine() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    while (line != null && !line.startsWith("> ")) {
      line = reader.readLine();
    }
    return line == null ? "nothing" : line.substring(2);
  }

  long serverPid() throws IOException {
    return Long.parseLong(firstLine());
  }

  long pid() {
    return process.pid();
  }

  void killHard() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Starts a server, prints its pid and waits to be ended; if late, starts it while it exits. */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[1]);
    LocalPostgresConfig durable = LocalPostgresConfig.durable(folder);
    if (args[0].equals("late")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> startLate(durable), "late"));
      return;
    }
    LocalPostgresConfig config =
        args[0].equals("durable")
            ? durable
            : new LocalPostgresConfig(
                folder, true, 0, durable.startupTimeout(), durable.settings(), true);
    try {
      System.out.println("> " + LocalPostgres.start(config).pid());
    } catch (LocalPostgresException e) {
      System.out.println("> " + e.reason() + " " + e.getMessage());
      return;
    }
    Thread.currentThread().join();
  }

  private static void startLate(LocalPostgresConfig config) {
    try {
      System.out.println("> " + LocalPostgres.start(config).pid());
    } catch (IllegalStateException e) {
      System.out.println("> refused");
    }
  }
}
