package io.signalcoherence.adapter.postgres.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The archive that PostgreSQL's programs come in: tar, compressed with xz. */
final class BundleArchive {

  private static final int OWNER_MAY_RUN = 0b001_000_000;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Files read and not yet written; the largest has some 30 MB. */
  private static final int FILES_AHEAD = 4;

  private BundleArchive() {}

  /**
   * Unpacks all that a server needs, writing files while the next are decompressed; modes are 0755
   * for folders and what may be run, 0644 for the rest. The checksum of xz is not computed: the jar
   * has one of its own.
   */
  static void unpack(URL archive, Path target) throws IOException {
    ExecutorService writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(FILES_AHEAD),
            new ThreadPoolExecutor.CallerRunsPolicy());
    try (InputStream raw = new BufferedInputStream(archive.openStream(), BUFFER_BYTES);
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw, -1, false))) {
      Files.createDirectories(target);
      List<Future<?>> writes = new ArrayList<>();
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        if (!isForDevelopers(entry.getName())) {
          unpack(entry, tar, inside(target, entry.getName()), writer, writes);
        }
        entry = tar.getNextEntry();
      }
      await(writes);
    } finally {
      writer.shutdownNow();
    }
  }

  private static void unpack(
      TarArchiveEntry entry,
      InputStream content,
      Path path,
      ExecutorService writer,
      List<Future<?>> writes)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (entry.isSymbolicLink()) {
      inside(path.getParent(), entry.getLinkName());
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      byte[] bytes = content.readAllBytes();
      boolean runnable = (entry.getMode() & OWNER_MAY_RUN) != 0;
      writes.add(writer.submit(() -> write(path, bytes, runnable)));
    } else {
      throw new IOException("unexpected kind of entry in the archive: " + entry.getName());
    }
  }

  private static Path write(Path path, byte[] bytes, boolean runnable) throws IOException {
    Files.write(path, bytes);
    return Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(runnable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static void await(List<Future<?>> writes) throws IOException {
    try {
      for (Future<?> write : writes) {
        write.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while unpacking PostgreSQL's programs");
    }
  }

  private static boolean isForDevelopers(String name) {
    return name.endsWith(".a") || name.contains("/pgxs/") || name.contains("/pkgconfig/");
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new IOException("entry points out of the archive: " + name);
    }
    return path;
  }
}
