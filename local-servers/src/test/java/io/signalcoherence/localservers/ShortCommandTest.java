package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that end in all ways. */
final class ShortCommandTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void outputAndExitCodeAreTold() throws IOException {
    ShortCommand.Outcome good = sh("echo out; echo err >&2", LONG);
    assertThat(good).isEqualTo(new ShortCommand.Outcome(0, "out\nerr\n"));
    assertThat(good.succeeded()).isTrue();

    ShortCommand.Outcome bad = sh("exit 3", LONG);
    assertThat(bad.exitCode()).isEqualTo(3);
    assertThat(bad.succeeded()).isFalse();
  }

  @Test
  void outputThatFillsAPipeKeepsNothingFromItsEnd() throws IOException {
    assertThat(sh("head -c 1000000 /dev/zero", LONG).output()).hasSize(1_000_000);
  }

  @Test
  void missingProgramIsToldAsAShellWould() throws IOException {
    assertThat(ShortCommand.run(List.of("/no/such/program"), LONG).exitCode()).isEqualTo(127);
  }

  @Test
  void commandThatTakesTooLongIsKilledWithWhatItStarted() throws IOException {
    ShortCommand.Outcome late = sh("sleep 61 & sleep 62; :", Duration.ofSeconds(1));

    assertThat(late.exitCode()).isEqualTo(124);
    assertThat(late.output()).startsWith("no end within 1 s: ");
    assertThat(ProcessHandle.current().descendants().map(ShortCommandTest::line))
        .noneMatch(line -> line.contains("sleep 61") || line.contains("sleep 62"));
  }

  @Test
  void interruptKillsItAndIsKept() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> sh("sleep 63", LONG)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static String line(ProcessHandle process) {
    return ProcessLiveness.isAlive(process) ? process.info().commandLine().orElse("") : "";
  }

  private static ShortCommand.Outcome sh(String script, Duration timeout) throws IOException {
    return ShortCommand.run(List.of("/bin/sh", "-c", script), timeout);
  }
}
