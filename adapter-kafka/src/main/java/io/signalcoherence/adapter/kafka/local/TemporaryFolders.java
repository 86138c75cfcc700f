package io.signalcoherence.adapter.kafka.local;

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
 * Data folders that live as long as their broker; those of JVMs that died hard are found and
 * removed by the next one.
 */
final class TemporaryFolders {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolders.class);
  private static final String PREFIX = "signalcoherence-kafka-";

  /** A younger one may be between its making and its lock. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private TemporaryFolders() {}

  static Path make(Path parent) {
    try {
      return Files.createTempDirectory(parent, PREFIX, FileTree.PRIVATE_FOLDER);
    } catch (IOException e) {
      throw BrokerFolder.fault("folder for temporary data", parent, e);
    }
  }

  /** Stops the brokers and removes the folders that nobody owns any more. */
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
        sweep(new BrokerFolder(candidate.toRealPath(), false));
      } catch (IOException | LocalKafkaException e) {
        LOG.atDebug()
            .addKeyValue("op", "kafka_sweep")
            .log("left {} as it is: {}", candidate, e.getMessage());
      }
    }
  }

  private static void sweep(BrokerFolder folder) throws IOException {
    if (FolderLock.isHeld(folder)) {
      return;
    }
    FolderLock lock = FolderLock.acquire(folder);
    try {
      new BrokerProcesses(folder).stopOrphans();
      FileTree.delete(folder.path());
    } finally {
      lock.close();
    }
    LOG.atInfo()
        .addKeyValue("op", "kafka_sweep")
        .log("removed {}, whose owner died", folder.path());
  }

  private static boolean isCandidate(Path path, Instant madeBefore) {
    try {
      return path.getFileName().toString().startsWith(PREFIX)
          && BrokerFolder.isOurs(path)
          && Files.getLastModifiedTime(path).toInstant().isBefore(madeBefore);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
