package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.FileOwner;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.KeyValueFile;
import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Unpacked bundles, kept between starts and shared by all processes of a user.
 *
 * <p>A bundle is unpacked beside its place and moved there whole, one process at a time. Its size
 * is recorded, so that one which a power cut or a cleaner has damaged is seen and unpacked anew.
 */
final class BundleCache {

  private static final Object ONE_THREAD_AT_A_TIME = new Object();
  private static final String RECORD = "complete";
  private static final Duration VERSION_TIME = Duration.ofSeconds(30);
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private final Path folder;

  BundleCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Tells whether a folder exists, or can be made, and nobody but its owner can change what is in
   * it.
   */
  static boolean usable(Path folder, int owner) {
    if (!folder.isAbsolute()) {
      return false; // A user without a home has one named "?".
    }
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
      return Files.isWritable(folder)
          && FileOwner.of(folder).uid() == owner
          && !mode.contains(PosixFilePermission.GROUP_WRITE)
          && !mode.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      return false;
    }
  }

  PostgresBundle bundle(PostgresBundle.Archive archive) throws IOException {
    Path home = folder.resolve("postgres-" + archive.identity());
    Map<String, String> complete = KeyValueFile.read(recordOf(home));
    if (isIntact(home, complete)) {
      return new PostgresBundle(home, Integer.parseInt(complete.getOrDefault("major", "0")));
    }
    synchronized (ONE_THREAD_AT_A_TIME) {
      Path lock = folder.resolve(home.getFileName() + ".lock");
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        complete = KeyValueFile.read(recordOf(home));
        if (!isIntact(home, complete)) {
          complete = unpack(archive, home);
        }
      } catch (IOException e) {
        throw ServerFolder.fault("folder of PostgreSQL's programs", folder, e);
      }
    }
    return new PostgresBundle(home, Integer.parseInt(complete.getOrDefault("major", "0")));
  }

  private Map<String, String> unpack(PostgresBundle.Archive archive, Path home) throws IOException {
    removeLeftovers(home);
    Path fresh = folder.resolve(home.getFileName() + ".fresh");
    try {
      BundleArchive.unpack(archive.url(), fresh);
    } catch (IOException e) {
      FileTree.delete(fresh);
      throw e;
    }
    Map<String, String> complete =
        Map.of("major", Integer.toString(majorOf(fresh)), "bytes", Long.toString(size(fresh)));
    Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    KeyValueFile.write(recordOf(home), complete);
    return complete;
  }

  /** Moves a damaged bundle aside before it is removed, so that nobody sees it half removed. */
  private void removeLeftovers(Path home) throws IOException {
    if (Files.exists(home)) {
      Files.move(
          home,
          folder.resolve(home.getFileName() + ".damaged." + System.nanoTime()),
          StandardCopyOption.ATOMIC_MOVE);
    }
    String prefix = home.getFileName() + ".";
    List<Path> leftovers;
    try (Stream<Path> all = Files.list(folder)) {
      leftovers =
          all.filter(path -> path.getFileName().toString().startsWith(prefix))
              .filter(Files::isDirectory)
              .toList();
    }
    for (Path leftover : leftovers) {
      FileTree.delete(leftover);
    }
  }

  private static int majorOf(Path home) throws IOException {
    String program = home.resolve("bin").resolve("postgres").toString();
    ShortCommand.Outcome outcome = ShortCommand.run(List.of(program, "--version"), VERSION_TIME);
    Matcher matcher = VERSION.matcher(outcome.output());
    if (!outcome.succeeded() || !matcher.find()) {
      throw new LocalPostgresException(
          Reason.PLATFORM_UNSUPPORTED,
          "PostgreSQL's programs don't run on this machine: " + outcome.output().strip());
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static boolean isIntact(Path home, Map<String, String> complete) throws IOException {
    String bytes = complete.get("bytes");
    return bytes != null && Files.isDirectory(home) && bytes.equals(Long.toString(size(home)));
  }

  /** The bytes of all plain files below a folder. */
  private static long size(Path folder) throws IOException {
    LongAdder bytes = new LongAdder();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.add(attributes.isRegularFile() ? attributes.size() : 0);
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.sum();
  }

  private static Path recordOf(Path home) {
    return home.resolveSibling(home.getFileName() + "." + RECORD);
  }
}
