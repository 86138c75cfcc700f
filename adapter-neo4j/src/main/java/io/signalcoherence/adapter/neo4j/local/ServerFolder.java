package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.FolderFault;
import io.signalcoherence.localservers.FolderInUseException;
import io.signalcoherence.localservers.FolderOwner;
import io.signalcoherence.localservers.PortRecord;
import io.signalcoherence.localservers.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * The server's folder, which is its home: what lies where, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 */
record ServerFolder(Path path) {

  /** What the owner says where its server listens by. */
  static final String URI_KEY = "bolt-uri";

  private static final String PORT = "port";
  private static final TemporaryFolders TEMPORARY = new TemporaryFolders("neo4j");

  /** Returns an existing folder of ours, or an empty one, or makes it. */
  static ServerFolder open(Path wanted) {
    try {
      return new ServerFolder(DataFolder.open(wanted).path());
    } catch (IOException e) {
      throw fault(wanted.toAbsolutePath().normalize(), e);
    }
  }

  /** Makes a folder that lives as long as its server, after removing those whose owner died. */
  static Path makeTemporary(Path parent) {
    TEMPORARY.sweep(parent, ServerFolder::stopOrphans);
    try {
      return TEMPORARY.make(parent);
    } catch (IOException e) {
      throw fault(parent, e);
    }
  }

  /** Stops the servers and removes the temporary folders that nobody owns any more. */
  static void sweep(Path parent, Instant madeBefore) {
    TEMPORARY.sweep(parent, ServerFolder::stopOrphans, madeBefore);
  }

  private static void stopOrphans(Path folder) {
    new ServerProcesses(new ServerFolder(folder)).stopOrphans();
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

  /** Turns a failure on the folder's files into one line. */
  static LocalNeo4jException fault(Path folder, IOException cause) {
    if (cause instanceof FolderInUseException inUse) {
      return inUse(folder, inUse);
    }
    FolderFault fault = FolderFault.of(cause);
    return new LocalNeo4jException(
        fault.diskFull() ? Reason.DISK_FULL : Reason.FOLDER_UNUSABLE,
        "Neo4j folder " + folder + ": " + fault.text(),
        cause);
  }

  private static LocalNeo4jException inUse(Path folder, FolderInUseException cause) {
    FolderOwner owner = cause.owner().orElse(null);
    String message = "Neo4j folder " + folder + " is in use by ";
    if (owner == null) {
      message += "another process that is starting; try again";
    } else {
      message += "process " + owner.pid();
      message +=
          owner
              .detail(URI_KEY)
              .map(uri -> "; use its server instead: " + uri)
              .orElse(", whose server is not up; try again");
    }
    return new LocalNeo4jException(Reason.FOLDER_IN_USE, message, cause);
  }
}
