package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders that nobody but their owner can read. What root makes here in someone else's
 * folder is given to him, if root may.
 */
public final class PrivateFiles {

  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The mode 0700, with which a folder is made. */
  public static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /**
   * Makes an empty file with mode 0600, unless there is one.
   *
   * @param file the file, in a folder that exists
   * @throws IOException if it can't be made
   */
  public static void makeFile(Path file) throws IOException {
    try {
      Files.createFile(file, FILE_MODE);
      FileOwner.leaveToOwnerOfFolder(file);
    } catch (FileAlreadyExistsException there) {
      // Made earlier.
    }
  }

  /**
   * Makes a folder with mode 0700, unless there is one.
   *
   * @param folder the folder, in one that exists
   * @throws IOException if it can't be made, or is a file
   */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, FOLDER_MODE);
      FileOwner.leaveToOwnerOfFolder(folder);
    }
  }

  /**
   * Makes a file with mode 0600 and this text, flushed to the disk.
   *
   * @param file a file that is not there yet
   * @param text what it is to hold, as UTF-8
   * @throws FileAlreadyExistsException if it is there
   * @throws IOException if it can't be written
   */
  public static void write(Path file, String text) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, FILE_MODE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    FileOwner.leaveToOwnerOfFolder(file);
  }

  /**
   * Makes a file with mode 0600 and this text, which takes the place of an earlier one whole or not
   * at all: whoever reads it meanwhile, or after a crash, finds the one or the other. One thread at
   * a time may replace a file.
   *
   * @param file a file, there or not
   * @param text what it is to hold, as UTF-8
   * @throws IOException if it can't be written; the earlier one is then untouched
   */
  public static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    write(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
