package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system of its own below a folder, which can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {

  private static final String SIZE = "256m";
  private static final int[] CHUNKS = {1 << 20, 1 << 12, 1};

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one in memory.
   *
   * @param folder is made
   * @throws IOException when this user may not, or this system can't
   */
  static SmallDisk mount(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()));
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Fills it: nothing more can be written to it. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast())) {
      for (int chunk : CHUNKS) {
        fill(out, new byte[chunk]);
      }
    }
  }

  private static void fill(OutputStream out, byte[] chunk) {
    try {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      // Full, which is what was wanted; a smaller chunk may still fit.
      return;
    }
  }

  /** Gives the room back. */
  void empty() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazily: a process that has just ended may not be quite gone.
      run(List.of("umount", "-l", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + folder + " was unmounted", e);
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    byte[] said = process.getInputStream().readAllBytes();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          command.get(0) + ": " + new String(said, StandardCharsets.UTF_8).strip());
    }
  }
}
