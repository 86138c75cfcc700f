package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, and pages of {@code /proc} as Linux may write them. */
final class ProcessLivenessTest {

  private static final ProcessHandle SELF = ProcessHandle.current();
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path proc;

  @Test
  void processLivesUntilItEnds() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(ProcessLiveness.isAlive(process.toHandle())).isTrue();
      assertThat(ProcessLiveness.awaitEnd(process.toHandle(), Duration.ofMillis(1))).isFalse();
    } finally {
      process.destroyForcibly();
    }
    assertThat(ProcessLiveness.awaitEnd(process.toHandle(), LONG)).isTrue();
    assertThat(ProcessLiveness.isAlive(process.toHandle())).isFalse();
  }

  @Test
  void endedProcessThatItsParentHasNotNoticedIsNoLiveOne() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "skipped: only Linux has /proc");
    // The shell becomes a program that waits for no child.
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 0.01 & echo $!; exec sleep 60").start();
    try {
      String pid = parent.inputReader(StandardCharsets.UTF_8).readLine();
      Path stat = Path.of("/proc", pid, "stat");
      Awaitility.await().until(() -> Files.readString(stat).contains(") Z "));
      ProcessHandle zombie = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

      assertThat(ProcessLiveness.isAlive(zombie)).isFalse();
      assertThat(ProcessLiveness.awaitEnd(zombie, Duration.ZERO)).isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void processWhoseFirstThreadHasEndedLivesWhileOthersOfItsThreadsDo() throws IOException {
    ProcPages pages = new ProcPages(proc);
    pages.stat(SELF.pid(), "77 (redis-server", "Z", "123456");
    pages.thread(SELF.pid(), SELF.pid());
    assertThat(ProcessLiveness.isAlive(SELF, new ProcFiles(proc))).isFalse();

    pages.thread(SELF.pid(), SELF.pid() + 1);

    assertThat(ProcessLiveness.isAlive(SELF, new ProcFiles(proc))).isTrue();
  }

  @Test
  void nameThatLooksLikeAStateIsNone() throws IOException {
    new ProcPages(proc).stat(SELF.pid(), "77 (a) Z (b", "S", "123456");

    assertThat(ProcessLiveness.isAlive(SELF, new ProcFiles(proc))).isTrue();
  }

  @Test
  void whereNoPageTellsTheHandleDoes() {
    assertThat(ProcessLiveness.isAlive(SELF, new ProcFiles(proc))).isTrue();
    assertThat(ProcessLiveness.isAlive(new UntoldProcess(), new ProcFiles(proc))).isTrue();
  }

  @Test
  void interruptEndsNoWaitAndIsKept() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    Thread.currentThread().interrupt();
    boolean ended = ProcessLiveness.awaitEnd(process.toHandle(), Duration.ofMillis(20));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).isFalse();
    process.destroyForcibly().waitFor();
  }
}
