package io.signalcoherence.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, and pages of {@code /proc} as Linux may write them. */
final class ProcessBirthTest {

  private static final ProcessHandle SELF = ProcessHandle.current();
  private static final String AFTER_NAME =
      ") %s 1 77 77 0 -1 4194560 1 0 0 0 5 2 0 0 20 0 9 0 %s 3133440 360";

  @TempDir private Path proc;
  private final ProcessBirth birth = ProcessBirth.ofThisMachine();

  @Test
  void liveProcessIsFoundByItsBirthUntilItEnds() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    String began = birth.of(process.toHandle());
    try {
      assertThat(birth.find(process.pid(), began)).contains(process.toHandle());
      assertThat(birth.find(process.pid(), began + "1")).isEmpty();
      assertThat(birth.find(SELF.pid(), began)).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(birth.find(process.pid(), began)).isEmpty();
  }

  @Test
  void linuxTellsBootAndTicksAndNoTimeOfDay() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "skipped: only Linux has /proc");
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    Process cut =
        new ProcessBuilder(
                "/bin/sh", "-c", "sed 's/.*) //' /proc/" + SELF.pid() + "/stat | cut -d' ' -f20")
            .start();
    String ticks = cut.inputReader(StandardCharsets.UTF_8).readLine();

    assertThat(birth.of(SELF)).isEqualTo("boot " + boot + " tick " + ticks);
  }

  @Test
  void nameWithSpacesAndBracketsMovesNoField() throws IOException {
    boot("b-1");
    stat("77 (a) R (b c", "S", "123456");

    assertThat(new ProcessBirth(proc).of(SELF)).isEqualTo("boot b-1 tick 123456");
  }

  @Test
  void sameTicksOfAnotherBootAreAnotherProcess() throws IOException {
    boot("b-1");
    stat("77 (java", "S", "123456");
    String began = new ProcessBirth(proc).of(SELF);
    boot("b-2");

    assertThat(new ProcessBirth(proc).find(SELF.pid(), began)).isEmpty();
  }

  @Test
  void whereNothingTellsTicksTheHandleTellsTheTime() {
    long told = SELF.info().startInstant().orElseThrow().toEpochMilli();

    assertThat(new ProcessBirth(proc).of(SELF)).isEqualTo(told + " ms");
    assertThat(new ProcessBirth(proc).find(SELF.pid(), told + " ms")).contains(SELF);
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

      assertThat(birth.isAlive(zombie)).isFalse();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  private void boot(String id) throws IOException {
    Path file = proc.resolve("sys/kernel/random/boot_id");
    Files.createDirectories(file.getParent());
    Files.writeString(file, id + "\n");
  }

  private void stat(String beginning, String state, String ticks) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(SELF.pid())));
    Files.writeString(folder.resolve("stat"), beginning + AFTER_NAME.formatted(state, ticks));
  }
}
