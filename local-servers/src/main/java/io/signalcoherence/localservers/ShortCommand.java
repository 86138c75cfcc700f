package io.signalcoherence.localservers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that ends by itself, run to its end with a bare environment. */
public final class ShortCommand {

  private static final int NO_SUCH_PROGRAM = 127;
  private static final int TIMED_OUT = 124;

  private ShortCommand() {}

  /**
   * How a command ended.
   *
   * @param exitCode its own, 127 if there is no such program, or 124 if it took too long; those are
   *     what a shell and {@code timeout} say
   * @param output all that it printed, or why it did not run to its end
   */
  public record Outcome(int exitCode, String output) {

    /**
     * Tells whether it did what it was to do.
     *
     * @return whether the exit code is 0
     */
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /**
   * Runs a command and returns when it has ended.
   *
   * @param command the program and its arguments
   * @param timeout after which it is killed with all that it has started; in whole seconds
   * @return how it ended
   * @throws InterruptedIOException if the thread is interrupted; the command is then killed and the
   *     thread interrupted still
   * @throws IOException if its input can't be closed
   */
  public static Outcome run(List<String> command, Duration timeout) throws IOException {
    Process process;
    try {
      process = ChildProcess.prepare(command).redirectErrorStream(true).start();
    } catch (IOException noSuchProgram) {
      return new Outcome(NO_SUCH_PROGRAM, String.valueOf(noSuchProgram.getMessage()));
    }
    try {
      process.getOutputStream().close();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> drain(process));
      if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Outcome(TIMED_OUT, "no end within " + timeout.toSeconds() + " s: " + command);
      }
      return new Outcome(process.exitValue(), output.join());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + command);
    }
  }

  private static String drain(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
