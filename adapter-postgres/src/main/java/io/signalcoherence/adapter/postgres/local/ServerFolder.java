package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.FolderFault;
import io.signalcoherence.localservers.FolderInUseException;
import io.signalcoherence.localservers.PortRecord;
import io.signalcoherence.localservers.TemporaryFolders;
import io.signalcoherence.localservers.UnfinishedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * The data folder: what lies where, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 * @param madeNow whether this start made it
 */
record ServerFolder(Path path, boolean madeNow) {

  private static final String DATA = "pgdata";
  private static final String PORT = "port";
  private static final TemporaryFolders TEMPORARY = new TemporaryFolders("postgres");

  /** Returns an existing folder of ours, or an empty one, or makes it. */
  static ServerFolder open(Path wanted) {
    try {
      DataFolder opened = DataFolder.open(wanted);
      return new ServerFolder(opened.path(), opened.madeNow());
    } catch (IOException e) {
      throw fault(wanted.toAbsolutePath().normalize(), e);
    }
  }

  /** Makes a folder that lives as long as its server, after removing those whose owner died. */
  static Path makeTemporary(Path parent) {
    TEMPORARY.sweep(parent, ServerFolder::stopOrphan);
    try {
      return TEMPORARY.make(parent);
    } catch (IOException e) {
      throw fault("folder for temporary data", parent, e);
    }
  }

  /** Stops the servers and removes the temporary folders that nobody owns any more. */
  static void sweep(Path parent, Instant madeBefore) {
    TEMPORARY.sweep(parent, ServerFolder::stopOrphan, madeBefore);
  }

  private static void stopOrphan(Path folder) throws IOException {
    new ServerProcesses(new ServerFolder(folder, false)).stopOrphan();
  }

  Path credentials() {
    return path.resolve("credentials.properties");
  }

  /** The port that the folder's server had last, or 0. */
  int rememberedPort() throws IOException {
    return new PortRecord(path).remembered(PORT);
  }

  void rememberPort(int port) throws IOException {
    new PortRecord(path).remember(Map.of(PORT, port));
  }

  Path logs() {
    return path.resolve("log");
  }

  Path data() {
    return path.resolve(DATA);
  }

  UnfinishedData unfinishedData() {
    return new UnfinishedData(path, DATA);
  }

  boolean hasData() {
    return Files.exists(data());
  }

  Path postmasterPid() {
    return data().resolve("postmaster.pid");
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
    if (cause instanceof FolderInUseException inUse) {
      return inUse(what + " " + folder, inUse);
    }
    FolderFault fault = FolderFault.of(cause);
    return new LocalPostgresException(
        fault.diskFull() ? Reason.DISK_FULL : Reason.FOLDER_UNUSABLE,
        what + " " + folder + ": " + fault.text(),
        cause);
  }

  private static LocalPostgresException inUse(String folder, FolderInUseException cause) {
    LocalPostgresOwner owner = cause.owner().map(LocalPostgresOwner::of).orElse(null);
    String message = folder + " is in use by ";
    if (owner == null) {
      message += "another process that is starting; try again";
    } else {
      message += "process " + owner.pid();
      message +=
          owner
              .jdbcUrl()
              .map(url -> "; use its database instead: " + url)
              .orElse(", whose server is not up; try again");
    }
    return new LocalPostgresException(Reason.FOLDER_IN_USE, message, owner, cause);
  }

  /** Turns what a program said before it gave up into one line. */
  LocalPostgresException serverFault(String program, String said) {
    if (FolderFault.isDiskFull(said)) {
      return new LocalPostgresException(
          Reason.DISK_FULL, "data folder " + path + ": " + FolderFault.DISK_IS_FULL);
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
}
