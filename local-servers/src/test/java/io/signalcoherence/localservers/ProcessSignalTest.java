package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a real process. */
final class ProcessSignalTest {

  private Process process;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** No QUIT: a JVM blocks it, and its children do with it what they inherit. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signalEndsAProcessThatDoesNotHandleIt(ProcessSignal signal, int exitCode) throws Exception {
    signal.send(process.toHandle());

    assertThat(process.waitFor()).isEqualTo(exitCode);
  }

  @Test
  void stoppedProcessLivesAndGoesOn() throws Exception {
    assumeTrue(ProcessSearch.ON_LINUX, "skipped: only Linux has /proc");
    ProcessSignal.STOP.send(process.toHandle());
    await().until(() -> state().equals("T"));
    assertThat(ProcessLiveness.isAlive(process.toHandle())).isTrue();

    ProcessSignal.CONT.send(process.toHandle());

    await().until(() -> state().equals("S"));
  }

  @Test
  void interruptedThreadSendsItAllTheSameAndStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    ProcessSignal.TERM.send(process.toHandle());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  void endedProcessIsSentNothing() throws Exception {
    process.destroyForcibly().waitFor();

    ProcessSignal.TERM.send(process.toHandle());
  }

  @Test
  void signalThatCannotBeSentIsToldInOneLine() {
    UntoldProcess nobody = new UntoldProcess();

    assertThatThrownBy(() -> ProcessSignal.TERM.send(nobody))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no signal TERM to process " + nobody.pid() + ": ")
        .hasMessageNotContaining("\n");
  }

  private String state() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  }
}
