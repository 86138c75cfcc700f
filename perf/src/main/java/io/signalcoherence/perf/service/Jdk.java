package io.signalcoherence.perf.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a JDK's folder says of itself. */
public final class Jdk {

  private Jdk() {}

  /**
   * The major version in a JDK's {@code release} file.
   *
   * @throws UncheckedIOException if the folder holds no JDK
   */
  public static int major(Path jdk) {
    String version = version(jdk);
    return Integer.parseInt(version.split("[^0-9]", 2)[0]);
  }

  /**
   * The whole version in a JDK's {@code release} file, such as {@code 17.0.15}.
   *
   * @throws UncheckedIOException if the folder holds no JDK
   */
  public static String version(Path jdk) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(jdk.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("no JDK: " + jdk, e);
    }
    return release.getProperty("JAVA_VERSION", "0").replace("\"", "");
  }
}
