package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A JVM of its own that tries for a lock, and keeps it until it is ended. */
final class LockHolder implements AutoCloseable {

  private static final String HELD = "held";

  private final Process process;
  private final boolean holds;

  private LockHolder(Process process, boolean holds) {
    this.process = process;
    this.holds = holds;
  }

  /** Returns once it has the lock, or was refused it. */
  static LockHolder start(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new LockHolder(
        process, HELD.equals(process.inputReader(StandardCharsets.UTF_8).readLine()));
  }

  boolean holds() {
    return holds;
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Owns the folder if the file is a folder. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Optional<? extends AutoCloseable> lock =
        file.toFile().isDirectory()
            ? Optional.of(FolderLock.acquire(file))
            : ProcessLock.tryAcquire(file);
    System.out.println(lock.isPresent() ? HELD : "refused");
    Thread.currentThread().join();
  }
}
