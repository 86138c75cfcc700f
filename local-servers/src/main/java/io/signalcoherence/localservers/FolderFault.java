package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * What a failure on a data folder's files means, for the exception of whoever runs the server.
 *
 * @param diskFull whether room on the disk would mend it
 * @param text one line for people that says what is wrong, to follow the folder's name and a colon
 */
public record FolderFault(boolean diskFull, String text) {

  /** The line for a full disk. */
  public static final String DISK_IS_FULL = "the disk is full; make room and start again";

  /**
   * Reads a failure.
   *
   * @param failure what an operation on the folder's files threw; not a {@link
   *     FolderInUseException}, which says more
   * @return what it means
   */
  public static FolderFault of(IOException failure) {
    String said = said(failure);
    if (isDiskFull(said)) {
      return new FolderFault(true, DISK_IS_FULL);
    }
    if (failure instanceof AccessDeniedException
        || said.toLowerCase(Locale.ROOT).contains("read-only file system")) {
      return new FolderFault(false, "this user may not read and write it");
    }
    String line = said.lines().findFirst().orElse("");
    return new FolderFault(false, failure instanceof NoSuchFileException ? "lacks " + line : line);
  }

  private static String said(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (!(failure instanceof FileSystemException file) || failure instanceof NoSuchFileException) {
      return message;
    }
    // Without a reason the message is the path alone, and what it is about is the name.
    return file.getReason() == null
        ? failure.getClass().getSimpleName() + ": " + message
        : file.getReason();
  }

  /**
   * Tells whether a program says that it found no room on the disk.
   *
   * @param said what a program said before it gave up, or a failure's message
   * @return whether a full disk or a used-up quota is among it
   */
  public static boolean isDiskFull(String said) {
    return said.contains("No space left on device") || said.contains("Disk quota exceeded");
  }
}
