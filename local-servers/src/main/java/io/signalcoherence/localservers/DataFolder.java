package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in which a server's data lie, and whether it can be ours.
 *
 * @param path the folder, absolute and without links
 * @param madeNow whether this opening made it
 */
public record DataFolder(Path path, boolean madeNow) {

  /** What may lie in a folder that is otherwise empty: the root of a mounted disk has it. */
  private static final String MOUNT_POINT_ENTRY = "lost+found";

  /**
   * Returns an existing folder of ours, or an empty one, or makes it with mode 0700.
   *
   * @param wanted the folder; the one above it must exist
   * @return the folder, not owned by anyone yet
   * @throws IOException if it can't be ours, for a reason that {@link FolderFault} tells: missing
   *     parent, a file, not writable, foreign content; nothing is changed then
   */
  public static DataFolder open(Path wanted) throws IOException {
    Path absolute = wanted.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      Path parent = absolute.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw unusable(absolute, "the folder above it does not exist; make it first");
      }
      try {
        Files.createDirectory(absolute, PrivateFiles.FOLDER_MODE);
        return new DataFolder(absolute.toRealPath(), true);
      } catch (FileAlreadyExistsException madeMeanwhile) {
        // By another start: it is then as any folder that is there.
      }
    }
    if (!Files.isDirectory(absolute)) {
      throw unusable(absolute, "is a file; name a folder");
    }
    if (!Files.isReadable(absolute) || !Files.isWritable(absolute)) {
      throw new AccessDeniedException(absolute.toString());
    }
    requireOurs(absolute);
    return new DataFolder(absolute.toRealPath(), false);
  }

  /**
   * Tells whether a folder has been one of ours.
   *
   * @param folder a folder, there or not
   * @return whether a {@link FolderLock} was ever taken on it
   */
  public static boolean isOurs(Path folder) {
    return Files.exists(folder.resolve(FolderLock.LOCK));
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

  private static FileSystemException unusable(Path folder, String why) {
    return new FileSystemException(folder.toString(), null, why);
  }
}
