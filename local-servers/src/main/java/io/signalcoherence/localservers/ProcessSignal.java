package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Signals that Java itself can't send: of those it has TERM and KILL alone. Every shell can. */
public enum ProcessSignal {
  /** Interrupt, as Ctrl-C does. */
  INT,
  /** Quit at once. */
  QUIT,
  /** Terminate in order. */
  TERM,
  /** Freeze: the process keeps what it has and does nothing. */
  STOP,
  /** Go on after a freeze. */
  CONT;

  private static final long SHELL_SECONDS = 10;

  /**
   * Sends it to a process, and returns once it is sent; nothing happens if the process has ended.
   * An interrupt of the calling thread does not keep the signal from being sent.
   *
   * @param process any process
   * @throws IOException if it can't be sent within 10 s and the process lives on
   */
  public void send(ProcessHandle process) throws IOException {
    if (!ProcessLiveness.isAlive(process)) {
      return;
    }
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name() + " " + process.pid())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    // Unlike waitFor, this lets no interrupt cut it short.
    shell.onExit().completeOnTimeout(shell, SHELL_SECONDS, TimeUnit.SECONDS).join();
    boolean late = shell.isAlive();
    if (late) {
      shell.destroyForcibly();
    }
    if ((late || shell.exitValue() != 0) && ProcessLiveness.isAlive(process)) {
      throw new IOException("no signal " + name() + " to process " + process.pid() + said(shell));
    }
  }

  private static String said(Process shell) throws IOException {
    try (var output = shell.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : ": " + text;
    }
  }
}
