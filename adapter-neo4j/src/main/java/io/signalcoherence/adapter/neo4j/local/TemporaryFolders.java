package io.signalcoherence.adapter.neo4j.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders that live as long as their server; those of JVMs that died hard are found and removed by
 * the next one.
 */
final class TemporaryFolders {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolders.class);
  private static final String PREFIX = "signalcoherence-neo4j-";

  /** A younger one may be between its making and its lock. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private TemporaryFolders() {}

  static Path make(Path parent) {
    try {
      return Files.createTempDirectory(parent, PREFIX, PrivateFiles.FOLDER);
    } catch (IOException e) {
      throw ServerFolder.fault(parent, e);
    }
  }

  /** Stops the servers and removes the folders that nobody owns any more. */
  static void sweep(Path parent) {
    sweep(parent, Instant.now().minus(SETTLED));
  }

  static void sweep(Path parent, Instant madeBefore) {
    List<Path> candidates;
    try (Stream<Path> all = Files.list(parent)) {
      candidates = all.filter(path -> isCandidate(path, madeBefore)).toList();
    } catch (IOException nothingToSweep) {
      return;
    }
    for (Path candidate : candidates) {
      try {
        sweep(new ServerFolder(candidate.toRealPath()));
      } catch (IOException | LocalNeo4jException e) {
        LOG.atDebug()
            .addKeyValue("op", "neo4j_sweep")
            .log("left {} as it is: {}", candidate, e.getMessage());
      }
    }
  }

  private static void sweep(ServerFolder folder) throws IOException {
    if (FolderLock.isHeld(folder)) {
      return;
    }
    FolderLock lock = FolderLock.acquire(folder);
    try {
      new ServerProcesses(folder).stopOrphans();
      PrivateFiles.delete(folder.path());
    } finally {
      lock.close();
    }
    LOG.atInfo()
        .addKeyValue("op", "neo4j_sweep")
        .log("removed {}, whose owner died", folder.path());
  }

  private static boolean isCandidate(Path path, Instant madeBefore) {
    try {
      return path.getFileName().toString().startsWith(PREFIX)
          && ServerFolder.isOurs(path)
          && Files.getLastModifiedTime(path).toInstant().isBefore(madeBefore);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
