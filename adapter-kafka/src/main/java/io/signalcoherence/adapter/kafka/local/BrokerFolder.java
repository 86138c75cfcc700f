package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The data folder: what lies where, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 * @param madeNow whether this start made it
 */
record BrokerFolder(Path path, boolean madeNow) {

  private static final String LOCK = "owner.lock";
  private static final String UNFINISHED = "kafka.unfinished.";

  /** What may lie in a folder that is otherwise empty: the root of a mounted disk has it. */
  private static final String MOUNT_POINT_ENTRY = "lost+found";

  /** Returns an existing folder of ours, or an empty one, or makes it. */
  static BrokerFolder open(Path wanted) {
    Path absolute = wanted.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute)) {
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
          throw unusable(absolute, "the folder above it does not exist; make it first");
        }
        Files.createDirectory(absolute, FileTree.PRIVATE_FOLDER);
        return new BrokerFolder(absolute.toRealPath(), true);
      }
      if (!Files.isDirectory(absolute)) {
        throw unusable(absolute, "is a file; name a folder");
      }
      if (!Files.isReadable(absolute) || !Files.isWritable(absolute)) {
        throw unusable(absolute, "this user may not read and write it");
      }
      requireOurs(absolute);
      return new BrokerFolder(absolute.toRealPath(), false);
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

  Path portRecord() {
    return path.resolve("port.properties");
  }

  /** The broker's settings; its path is what tells this folder's broker from any other. */
  Path settings() {
    return path.resolve("server.properties");
  }

  Path logSettings() {
    return path.resolve("log4j2.properties");
  }

  Path javaArguments() {
    return path.resolve("java.arguments");
  }

  Path logs() {
    return path.resolve("log");
  }

  Path log() {
    return logs().resolve("broker.log");
  }

  /** What the JVM prints by itself; of the last run alone. */
  Path output() {
    return logs().resolve("broker.out");
  }

  Path data() {
    return path.resolve("kafka");
  }

  boolean hasData() {
    return Files.exists(data());
  }

  Path newUnfinishedData() {
    return path.resolve(UNFINISHED + UUID.randomUUID());
  }

  /** Removes data in the making that earlier starts left. */
  void removeUnfinishedData() throws IOException {
    List<Path> leftovers;
    try (Stream<Path> all = Files.list(path)) {
      leftovers =
          all.filter(entry -> entry.getFileName().toString().startsWith(UNFINISHED)).toList();
    }
    for (Path leftover : leftovers) {
      try {
        FileTree.delete(leftover);
      } catch (DirectoryNotEmptyException stillWritten) {
        // By a program that outlived its start; a later start removes the rest.
      }
    }
  }

  /** Tells whether a folder has been one of ours. */
  static boolean isOurs(Path folder) {
    return Files.exists(folder.resolve(LOCK));
  }

  /** Undoes what a failed first start has made. */
  void undo() {
    if (madeNow && !hasData()) {
      try {
        FileTree.delete(path);
      } catch (IOException keptForNextStart) {
        // The next start accepts the folder as it is.
      }
    }
  }

  /** Turns a failure on the data folder's files into one line. */
  static LocalKafkaException fault(Path folder, IOException cause) {
    return fault("data folder", folder, cause);
  }

  /** Turns a failure on a folder's files into one line. */
  static LocalKafkaException fault(String what, Path folder, IOException cause) {
    String where = what + " " + folder + ": ";
    String said =
        cause instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(cause.getMessage());
    if (isDiskFull(said)) {
      return new LocalKafkaException(
          Reason.DISK_FULL, where + "the disk is full; make room and start again", cause);
    }
    if (cause instanceof AccessDeniedException
        || said.toLowerCase(Locale.ROOT).contains("read-only file system")) {
      return new LocalKafkaException(
          Reason.FOLDER_UNUSABLE, where + "this user may not read and write it", cause);
    }
    if (cause instanceof NoSuchFileException) {
      return new LocalKafkaException(
          Reason.FOLDER_UNUSABLE, where + "lacks " + cause.getMessage(), cause);
    }
    return new LocalKafkaException(Reason.FOLDER_UNUSABLE, where + said, cause);
  }

  /** Turns what a program said before it gave up into one line. */
  LocalKafkaException brokerFault(String what, String said) {
    if (isDiskFull(said)) {
      return new LocalKafkaException(
          Reason.DISK_FULL,
          "data folder " + path + ": the disk is full; make room and start again");
    }
    return new LocalKafkaException(
        Reason.BROKER_FAILED,
        what
            + " on data folder "
            + path
            + ": "
            + BrokerLog.lastFault(said)
            + " (log: "
            + logs()
            + ")");
  }

  private static boolean isDiskFull(String text) {
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

  private static LocalKafkaException unusable(Path folder, String why) {
    return new LocalKafkaException(Reason.FOLDER_UNUSABLE, "data folder " + folder + ": " + why);
  }
}
