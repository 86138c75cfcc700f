package io.signalcoherence.adapter.redis.local;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.FolderFault;
import io.signalcoherence.localservers.FolderInUseException;
import io.signalcoherence.localservers.FolderLock;
import io.signalcoherence.localservers.PrivateFiles;
import io.signalcoherence.localservers.TemporaryFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The server's folder, owned: what lies where.
 *
 * @param path the folder, absolute and without links
 * @param ephemeral whether it is removed when it is given up
 * @param lock its ownership
 */
record RedisFolder(Path path, boolean ephemeral, FolderLock lock) implements AutoCloseable {

  private static final TemporaryFolders TEMPORARY = new TemporaryFolders("redis");

  /** Makes and takes the folder of a configuration, or throws naming the process that has it. */
  static RedisFolder acquire(LocalRedisConfig config) {
    Path wanted = config.folder().toAbsolutePath().normalize();
    try {
      Path path = config.ephemeral() ? makeTemporary(wanted) : DataFolder.open(wanted).path();
      return new RedisFolder(path, config.ephemeral(), FolderLock.acquire(path));
    } catch (IOException e) {
      throw fault(wanted, e);
    }
  }

  /** Makes a folder that lives as long as its server, after removing those whose owner died. */
  private static Path makeTemporary(Path parent) throws IOException {
    TEMPORARY.sweep(parent, RedisProcesses::stopOrphans);
    return TEMPORARY.make(parent).toRealPath();
  }

  /** Turns a failure on the folder's files into one line. */
  static LocalRedisException fault(Path folder, IOException cause) {
    if (cause instanceof FolderInUseException inUse) {
      String owner = inUse.owner().map(by -> "process " + by.pid()).orElse("a process");
      return new LocalRedisException(
          Reason.FOLDER_IN_USE,
          "folder " + folder + " is in use by " + owner + "; use its server instead",
          cause);
    }
    return new LocalRedisException(
        Reason.FOLDER_UNUSABLE, "folder " + folder + ": " + FolderFault.of(cause).text(), cause);
  }

  /** Where the server works: its working folder tells its process from others. */
  Path data() {
    return data(path);
  }

  static Path data(Path folder) {
    return folder.resolve("data");
  }

  Path configuration() {
    return path.resolve("redis.conf");
  }

  Path log() {
    return path.resolve("redis.log");
  }

  Path program() {
    return program(path);
  }

  static Path program(Path folder) {
    return folder.resolve("redis-server");
  }

  /** One small text; empty if there is none. */
  String read(String name) throws IOException {
    return read(path, name);
  }

  static String read(Path folder, String name) throws IOException {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException absent) {
      return "";
    }
  }

  /** Writes a small text that only its owner can read. */
  void write(String name, String text) throws IOException {
    PrivateFiles.replace(path.resolve(name), text);
  }

  /** Gives the folder up, and removes it if it is ephemeral. */
  @Override
  public void close() {
    try (lock) {
      if (ephemeral) {
        FileTree.delete(path);
      }
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "temporary folder " + path + " can't be removed", e);
    }
  }
}
