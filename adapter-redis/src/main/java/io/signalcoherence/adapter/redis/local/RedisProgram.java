package io.signalcoherence.adapter.redis.local;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/** The server's program for this platform, copied from the class path into its folder. */
final class RedisProgram {

  private static final Map<String, String> RESOURCES =
      Map.of(
          "linux-amd64", "/redis-server-6.2.6-v5-linux-amd64",
          "linux-arm64", "/redis-server-6.2.7-linux-arm64",
          "darwin-amd64", "/redis-server-6.2.6-v5-darwin-amd64",
          "darwin-arm64", "/redis-server-6.2.6-v5-darwin-arm64");

  private RedisProgram() {}

  /** Copies it, unless it is there. */
  static void install(Path program) throws IOException {
    String platform = platform();
    String resource = RESOURCES.getOrDefault(platform, "");
    try (InputStream found =
        resource.isEmpty() ? null : RedisProgram.class.getResourceAsStream(resource)) {
      if (found == null) {
        throw new LocalRedisException(
            Reason.PLATFORM_UNSUPPORTED,
            "no Redis for "
                + platform
                + " on the class path (embedded-redis has it for "
                + String.join(", ", RESOURCES.keySet().stream().sorted().toList())
                + ")");
      }
      if (Files.exists(program)) {
        return;
      }
      Path unfinished = program.resolveSibling(program.getFileName() + ".unfinished");
      Files.copy(found, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
      Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "darwin" : system.split(" ", 2)[0])
        + "-"
        + switch (machine) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> machine;
        };
  }
}
