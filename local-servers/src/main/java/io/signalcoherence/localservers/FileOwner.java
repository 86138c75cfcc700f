package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whom a file belongs to.
 *
 * @param uid the user, by number; 0 is root
 * @param gid the group, by number
 */
public record FileOwner(int uid, int gid) {

  /**
   * Returns the owner of a file or folder; of a link, the link's own.
   *
   * @param path what is there
   * @return its owner
   * @throws IOException if it is not there, or can't be looked at
   */
  public static FileOwner of(Path path) throws IOException {
    return new FileOwner(
        (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS),
        (Integer) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Makes this the owner of a file or folder; of a link, of the link itself. Nothing is done if it
   * is already.
   *
   * @param path what is there
   * @throws IOException if this user may not give it away
   */
  public void take(Path path) throws IOException {
    if (!of(path).equals(this)) {
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Gives what root has just made to whom the folder belongs that it lies in, so that he can read
   * and replace it; what anyone else has made is his own already. What root may not give away, as
   * in a container without that right, stays root's.
   */
  static void leaveToOwnerOfFolder(Path made) throws IOException {
    Path folder = made.toAbsolutePath().getParent();
    if (folder != null && of(made).uid() == 0) {
      try {
        of(folder).take(made);
      } catch (FileSystemException refused) {
        // Then no server that runs as another needs it: that takes the same right.
      }
    }
  }
}
