package io.signalcoherence.adapter.neo4j.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that starts a server and then dies in the way that a test wants. */
final class ChildOwner implements AutoCloseable {

  private static final String CLASS_PATH = "signalcoherence.neo4j.classpath";

  private final Process process;

  private ChildOwner(Process process) {
    this.process = process;
  }

  static ChildOwner begin(String kind, Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-D" + CLASS_PATH + "=" + System.getProperty(CLASS_PATH),
            "-cp",
            System.getProperty("java.class.path"),
            ChildOwner.class.getName(),
            kind,
            folder.toString());
    return new ChildOwner(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** What it says once the server is up, or can't be had. */
  String says() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    while (line != null && !line.startsWith("> ")) {
      line = reader.readLine();
    }
    return line == null ? "nothing" : line.substring(2);
  }

  long serverPid() throws IOException {
    return Long.parseLong(says());
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
    process.waitFor(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Starts a server, prints its pid and waits to be ended. */
  public static void main(String[] args) throws InterruptedException {
    LocalNeo4jConfig durable = LocalNeo4jConfig.durable(TestProgram.resolved(), Path.of(args[1]));
    LocalNeo4jConfig config =
        args[0].equals("durable")
            ? durable
            : new LocalNeo4jConfig(
                durable.program(), durable.folder(), true, 0, durable.startupTimeout(), true);
    try {
      System.out.println("> " + LocalNeo4j.start(config).pid());
    } catch (LocalNeo4jException e) {
      System.out.println("> " + e.reason() + " " + e.getMessage());
      return;
    }
    Thread.currentThread().join();
  }
}
