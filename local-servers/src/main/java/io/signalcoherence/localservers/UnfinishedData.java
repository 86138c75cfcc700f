package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Data in the making: made beside their place and moved there whole, so that a start which is
 * killed leaves nothing half made. For the owner of the folder alone.
 *
 * @param folder the data folder
 * @param name of the data's place in it
 */
public record UnfinishedData(Path folder, String name) {

  /**
   * Returns a place for new data that no earlier start has used, since an earlier one's may still
   * be written by a program that outlived it.
   *
   * @return a name in the folder that is not taken
   */
  public Path newPlace() {
    return folder.resolve(prefix() + UUID.randomUUID());
  }

  /**
   * Removes what earlier starts left. What is written meanwhile by a program that outlived its
   * start stays for a later one to remove.
   *
   * @throws IOException if something can't be removed for another reason
   */
  public void remove() throws IOException {
    List<Path> leftovers;
    try (Stream<Path> all = Files.list(folder)) {
      leftovers = all.filter(entry -> entry.getFileName().toString().startsWith(prefix())).toList();
    }
    for (Path leftover : leftovers) {
      try {
        FileTree.delete(leftover);
      } catch (DirectoryNotEmptyException stillWritten) {
        // By a program that outlived its start.
      }
    }
  }

  private String prefix() {
    return name + ".unfinished.";
  }
}
