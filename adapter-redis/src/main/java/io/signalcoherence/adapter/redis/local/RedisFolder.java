package io.signalcoherence.adapter.redis.local;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server's folder, owned: an operating system's lock on a file in it, which ends with the
 * process however that ends.
 */
final class RedisFolder implements AutoCloseable {

  private static final String LOCK = "owner.lock";
  private static final String PREFIX = "signalcoherence-redis-";
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Folders that this JVM owns: opening the lock file again would drop its own lock. */
  private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final boolean ephemeral;
  private final FileChannel channel;

  private RedisFolder(Path path, boolean ephemeral, FileChannel channel) {
    this.path = path;
    this.ephemeral = ephemeral;
    this.channel = channel;
  }

  /** Makes and takes the folder of a configuration, or throws naming the process that has it. */
  static RedisFolder acquire(LocalRedisConfig config) {
    Path wanted = config.folder().toAbsolutePath().normalize();
    try {
      Path path =
          config.ephemeral()
              ? Files.createTempDirectory(wanted, PREFIX, PRIVATE_FOLDER).toRealPath()
              : open(wanted);
      return lock(path, config.ephemeral());
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.FOLDER_UNUSABLE, "folder " + wanted + ": can't be used: " + e, e);
    }
  }

  private static Path open(Path wanted) throws IOException {
    if (!Files.exists(wanted)) {
      Path parent = wanted.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw unusable(wanted, "the folder above it does not exist; make it first");
      }
      Files.createDirectory(wanted, PRIVATE_FOLDER);
    } else if (!Files.isDirectory(wanted)) {
      throw unusable(wanted, "is a file; name a folder");
    } else if (!Files.isWritable(wanted)) {
      throw unusable(wanted, "this user may not write it");
    } else if (!Files.exists(wanted.resolve(LOCK)) && !isEmpty(wanted)) {
      throw unusable(wanted, "is not empty and not one of ours; name an empty folder");
    }
    return wanted.toRealPath();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findAny().isEmpty();
    }
  }

  private static synchronized RedisFolder lock(Path path, boolean ephemeral) throws IOException {
    Path file = path.resolve(LOCK);
    if (!OWNED_HERE.add(path)) {
      throw inUse(path);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE_FILE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path);
      }
      RedisFolder folder = new RedisFolder(path, ephemeral, channel);
      folder.write("owner", Long.toString(ProcessHandle.current().pid()));
      return folder;
    } catch (IOException | RuntimeException e) {
      OWNED_HERE.remove(path);
      closeQuietly(channel);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Where the server works: its working folder tells its process from others. */
  Path data() {
    return path.resolve("data");
  }

  Path configuration() {
    return path.resolve("redis.conf");
  }

  Path log() {
    return path.resolve("redis.log");
  }

  Path program() {
    return path.resolve("redis-server");
  }

  /** One small text; empty if there is none. */
  String read(String name) throws IOException {
    try {
      return Files.readString(path.resolve(name), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException absent) {
      return "";
    }
  }

  /** Writes a small text that only its owner can read. */
  void write(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file, PRIVATE_FILE);
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Gives the folder up, and removes it if it is ephemeral. */
  @Override
  public void close() {
    try {
      if (ephemeral) {
        delete();
      }
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "temporary folder " + path + " can't be removed", e);
    } finally {
      closeQuietly(channel);
      OWNED_HERE.remove(path);
    }
  }

  private void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(path)) {
      all = tree.sorted((one, other) -> other.compareTo(one)).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }

  private static LocalRedisException inUse(Path path) throws IOException {
    Path owner = path.resolve("owner");
    String by = Files.exists(owner) ? "process " + Files.readString(owner).strip() : "a process";
    return new LocalRedisException(
        Reason.FOLDER_IN_USE,
        "folder " + path + " is in use by " + by + "; use its server instead");
  }

  private static LocalRedisException unusable(Path path, String why) {
    return new LocalRedisException(Reason.FOLDER_UNUSABLE, "folder " + path + ": " + why);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException lostAnyway) {
        // The descriptor, and the lock with it, is gone whatever close says.
      }
    }
  }
}
