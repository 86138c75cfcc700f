package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The server's folder, which is its home: what lies where, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 */
record ServerFolder(Path path) {

  private static final String LOCK = "owner.lock";

  /** What may lie in a folder that is otherwise empty: the root of a mounted disk has it. */
  private static final String MOUNT_POINT_ENTRY = "lost+found";

  /** Returns an existing folder of ours, or an empty one, or makes it. */
  static ServerFolder open(Path wanted) {
    Path absolute = wanted.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute)) {
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
          throw unusable(absolute, "the folder above it does not exist; make it first");
        }
        Files.createDirectory(absolute, PrivateFiles.FOLDER);
      } else if (!Files.isDirectory(absolute)) {
        throw unusable(absolute, "is a file; name a folder");
      } else if (!Files.isReadable(absolute) || !Files.isWritable(absolute)) {
        throw unusable(absolute, "this user may not read and write it");
      } else {
        requireOurs(absolute);
      }
      return new ServerFolder(absolute.toRealPath());
    } catch (IOException e) {
      throw fault(absolute, e);
    }
  }

  Path lock() {
    return path.resolve(LOCK);
  }

  Path ownerRecord() {
    return path.resolve("owner.properties");
  }

  Path credentials() {
    return path.resolve("credentials.properties");
  }

  Path portRecord() {
    return path.resolve("port.properties");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path startupLog() {
    return logs().resolve("startup.log");
  }

  Path serverLog() {
    return logs().resolve("neo4j.log");
  }

  Path configuration() {
    return path.resolve("conf");
  }

  Path classPathFile() {
    return path.resolve("java.args");
  }

  boolean hasData() {
    return Files.exists(path.resolve("data"));
  }

  /** Tells whether a folder has been one of ours. */
  static boolean isOurs(Path folder) {
    return Files.exists(folder.resolve(LOCK));
  }

  /** Turns a failure on the folder's files into one line. */
  static LocalNeo4jException fault(Path folder, IOException cause) {
    String said =
        cause instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(cause.getMessage());
    if (isDiskFull(said)) {
      return new LocalNeo4jException(
          Reason.DISK_FULL,
          "Neo4j folder " + folder + ": the disk is full; make room and start again",
          cause);
    }
    boolean denied =
        cause instanceof AccessDeniedException
            || said.toLowerCase(Locale.ROOT).contains("read-only file system");
    return new LocalNeo4jException(
        Reason.FOLDER_UNUSABLE,
        "Neo4j folder "
            + folder
            + ": "
            + (denied
                ? "this user may not read and write it"
                : said.lines().findFirst().orElse("")),
        cause);
  }

  static boolean isDiskFull(String text) {
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }

  private static void requireOurs(Path folder) throws IOException {
    if (isOurs(folder)) {
      return;
    }
    List<String> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.map(entry -> entry.getFileName().toString()).limit(3).toList();
    }
    if (!entries.stream().allMatch(MOUNT_POINT_ENTRY::equals)) {
      throw unusable(
          folder,
          "is not empty and not one of ours (it has " + entries.get(0) + "); name an empty folder");
    }
  }

  private static LocalNeo4jException unusable(Path folder, String why) {
    return new LocalNeo4jException(Reason.FOLDER_UNUSABLE, "Neo4j folder " + folder + ": " + why);
  }
}
