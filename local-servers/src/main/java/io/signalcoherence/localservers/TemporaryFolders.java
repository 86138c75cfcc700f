package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data folders that live as long as their server; those of JVMs that died hard are found and
 * removed by the next one.
 */
public final class TemporaryFolders {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolders.class);

  /** A younger one's owner may be about to lock it; one that was never locked is left alone. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final String prefix;
  private final String operation;

  /**
   * Stands for the folders of one kind of server.
   *
   * @param server the kind, as it shows in the folders' names and in the log
   */
  public TemporaryFolders(String server) {
    this.prefix = "signalcoherence-" + server + "-";
    this.operation = server + "_sweep";
  }

  /** Ends servers that nobody owns any more. */
  @FunctionalInterface
  public interface OrphanStop {

    /**
     * Ends those of a folder that the caller owns now; nothing if there is none.
     *
     * @param folder absolute and without links
     * @throws IOException if they can't be ended; the folder is then left as it is
     */
    void stopOrphans(Path folder) throws IOException;
  }

  /**
   * Makes a folder with mode 0700.
   *
   * @param parent where; it must exist
   * @return the folder
   * @throws IOException if it can't be made
   */
  public Path make(Path parent) throws IOException {
    return Files.createTempDirectory(parent, prefix, PrivateFiles.FOLDER_MODE);
  }

  /**
   * Ends the servers and removes the folders that nobody owns any more, of those that were made
   * more than a minute ago. One that can't be removed is left to a later sweep.
   *
   * @param parent where the folders lie; nothing is done if it can't be read
   * @param servers ends the servers of one folder
   */
  public void sweep(Path parent, OrphanStop servers) {
    sweep(parent, servers, Instant.now().minus(SETTLED));
  }

  /**
   * Sweeps as {@link #sweep(Path, OrphanStop)} does.
   *
   * @param parent where the folders lie; nothing is done if it can't be read
   * @param servers ends the servers of one folder
   * @param madeBefore those that were changed later are left alone
   */
  public void sweep(Path parent, OrphanStop servers, Instant madeBefore) {
    List<Path> candidates;
    try (Stream<Path> all = Files.list(parent)) {
      candidates = all.filter(path -> isCandidate(path, madeBefore)).toList();
    } catch (IOException nothingToSweep) {
      return;
    }
    for (Path candidate : candidates) {
      try {
        sweepOne(candidate.toRealPath(), servers);
      } catch (IOException | RuntimeException e) {
        // Whatever ails another's leftover must not keep this one's server from starting.
        LOG.atDebug()
            .addKeyValue("op", operation)
            .log("left {} as it is: {}", candidate, e.getMessage());
      }
    }
  }

  private void sweepOne(Path folder, OrphanStop servers) throws IOException {
    // Not as its owner, who says who he is: on a full disk there is no room for that.
    Optional<ProcessLock> lock = ProcessLock.tryAcquire(folder.resolve(FolderLock.LOCK));
    if (lock.isEmpty()) {
      return;
    }
    try (ProcessLock held = lock.get()) {
      servers.stopOrphans(folder);
      FileTree.delete(folder);
    }
    LOG.atInfo().addKeyValue("op", operation).log("removed {}, whose owner died", folder);
  }

  private boolean isCandidate(Path path, Instant madeBefore) {
    try {
      return path.getFileName().toString().startsWith(prefix)
          && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && DataFolder.isOurs(path)
          && Files.getLastModifiedTime(path).toInstant().isBefore(madeBefore);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
