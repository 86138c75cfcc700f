package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
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
import org.jspecify.annotations.Nullable;

/**
 * The data folder: what lies where, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 * @param madeNow whether this start made it
 */
record ServerFolder(Path path, boolean madeNow) {

  private static final String LOCK = "owner.lock";

  private static final String UNFINISHED = "pgdata.unfinished.";

  /** What may lie in a folder that is otherwise empty: the root of a mounted disk has it. */
  private static final String MOUNT_POINT_ENTRY = "lost+found";

  /** Returns an existing folder of ours, or an empty one, or makes it. */
  static ServerFolder open(Path wanted) {
    Path absolute = wanted.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute)) {
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
          throw unusable(
              "data folder " + absolute + ": the folder above it does not exist; make it first");
        }
        Files.createDirectory(absolute, FileTree.PRIVATE_FOLDER);
        return new ServerFolder(absolute.toRealPath(), true);
      }
      if (!Files.isDirectory(absolute)) {
        throw unusable("data folder " + absolute + ": is a file; name a folder");
      }
      if (!Files.isReadable(absolute) || !Files.isWritable(absolute)) {
        throw unusable("data folder " + absolute + ": this user may not read and write it");
      }
      requireOurs(absolute);
      return new ServerFolder(absolute.toRealPath(), false);
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
    return path.resolve("log");
  }

  Path data() {
    return path.resolve("pgdata");
  }

  /**
   * Returns a new place for data in the making; an earlier start's may still be written by a
   * program that outlived it.
   */
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

  boolean hasData() {
    return Files.exists(data());
  }

  Path postmasterPid() {
    return data().resolve("postmaster.pid");
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
  static LocalPostgresException fault(Path folder, IOException cause) {
    return fault("data folder", folder, cause);
  }

  /** Turns a failure on a folder's files into one line. */
  static LocalPostgresException fault(String what, Path folder, IOException cause) {
    String where = what + " " + folder + ": ";
    String said =
        cause instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(cause.getMessage());
    if (isDiskFull(said)) {
      return diskFull(where, cause);
    }
    if (cause instanceof AccessDeniedException
        || said.toLowerCase(Locale.ROOT).contains("read-only file system")) {
      return new LocalPostgresException(
          Reason.FOLDER_UNUSABLE, where + "this user may not read and write it", cause);
    }
    if (cause instanceof NoSuchFileException) {
      return new LocalPostgresException(
          Reason.FOLDER_UNUSABLE, where + "lacks " + cause.getMessage(), cause);
    }
    return new LocalPostgresException(Reason.FOLDER_UNUSABLE, where + said, cause);
  }

  static boolean isDiskFull(String text) {
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }

  private static LocalPostgresException diskFull(String where, @Nullable Throwable cause) {
    return new LocalPostgresException(
        Reason.DISK_FULL, where + "the disk is full; make room and start again", cause);
  }

  /** Turns what a program said before it gave up into one line. */
  LocalPostgresException serverFault(String program, String said) {
    if (isDiskFull(said)) {
      return diskFull("data folder " + path + ": ", null);
    }
    return new LocalPostgresException(
        Reason.SERVER_FAILED,
        program
            + " failed on data folder "
            + path
            + ": "
            + ServerLog.lastFault(said)
            + " (log: "
            + logs()
            + ")");
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
          "data folder "
              + folder
              + ": is not empty and not one of ours (it has "
              + entries.get(0)
              + "); name an empty folder");
    }
  }

  private static LocalPostgresException unusable(String message) {
    return new LocalPostgresException(Reason.FOLDER_UNUSABLE, message);
  }
}
