package io.signalcoherence.adapter.redis.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM of its own that starts a server only while it exits, when no hook can be installed. */
final class LateStart {

  private LateStart() {}

  /** Returns what came of it, once the JVM has ended. */
  static String in(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LateStart.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        process
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("> "))
            .reduce("nothing", (earlier, last) -> last);
    process.waitFor();
    return said;
  }

  /** Starts a server on a folder, late, and says how that ended. */
  public static void main(String[] args) {
    LocalRedisConfig config = LocalRedisConfig.durable(Path.of(args[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> start(config), "late"));
  }

  private static void start(LocalRedisConfig config) {
    try {
      System.out.println("> up " + LocalRedis.start(config).pid());
    } catch (IllegalStateException e) {
      System.out.println("> refused");
    }
  }
}
