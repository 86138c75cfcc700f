package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.FolderFault;
import io.signalcoherence.localservers.FolderInUseException;
import io.signalcoherence.localservers.TemporaryFolders;
import io.signalcoherence.localservers.UnfinishedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The data folder: what lies where, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 * @param madeNow whether this start made it
 */
record BrokerFolder(Path path, boolean madeNow) {

  private static final String DATA = "kafka";
  private static final TemporaryFolders TEMPORARY = new TemporaryFolders("kafka");

  /** Returns an existing folder of ours, or an empty one, or makes it. */
  static BrokerFolder open(Path wanted) {
    try {
      DataFolder opened = DataFolder.open(wanted);
      return new BrokerFolder(opened.path(), opened.madeNow());
    } catch (IOException e) {
      throw fault(wanted.toAbsolutePath().normalize(), e);
    }
  }

  /** Makes a folder that lives as long as its broker, after removing those whose owner died. */
  static Path makeTemporary(Path parent) {
    TEMPORARY.sweep(parent, BrokerFolder::stopOrphans);
    try {
      return TEMPORARY.make(parent);
    } catch (IOException e) {
      throw fault("folder for temporary data", parent, e);
    }
  }

  /** Stops the brokers and removes the temporary folders that nobody owns any more. */
  static void sweep(Path parent, Instant madeBefore) {
    TEMPORARY.sweep(parent, BrokerFolder::stopOrphans, madeBefore);
  }

  private static void stopOrphans(Path folder) {
    new BrokerProcesses(new BrokerFolder(folder, false)).stopOrphans();
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
    return path.resolve(DATA);
  }

  boolean hasData() {
    return Files.exists(data());
  }

  UnfinishedData unfinishedData() {
    return new UnfinishedData(path, DATA);
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
    if (cause instanceof FolderInUseException inUse) {
      return inUse(what + " " + folder, inUse);
    }
    FolderFault fault = FolderFault.of(cause);
    return new LocalKafkaException(
        fault.diskFull() ? Reason.DISK_FULL : Reason.FOLDER_UNUSABLE,
        what + " " + folder + ": " + fault.text(),
        cause);
  }

  private static LocalKafkaException inUse(String folder, FolderInUseException cause) {
    LocalKafkaOwner owner = cause.owner().map(LocalKafkaOwner::of).orElse(null);
    String message = folder + " is in use by ";
    if (owner == null) {
      message += "another process that is starting; try again";
    } else {
      message += "process " + owner.pid();
      message +=
          owner
              .bootstrapServers()
              .map(url -> "; use its broker instead: " + url)
              .orElse(", whose broker is not up; try again");
    }
    return new LocalKafkaException(Reason.FOLDER_IN_USE, message, owner, cause);
  }

  /** Turns what a program said before it gave up into one line. */
  LocalKafkaException brokerFault(String what, String said) {
    if (FolderFault.isDiskFull(said)) {
      return new LocalKafkaException(
          Reason.DISK_FULL, "data folder " + path + ": " + FolderFault.DISK_IS_FULL);
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
}
