package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, and pages of {@code /proc} as Linux may write them. */
final class ProcessBirthTest {

  private static final ProcessHandle SELF = ProcessHandle.current();

  @TempDir private Path proc;
  private ProcPages pages;
  private final ProcessBirth birth = ProcessBirth.ofThisMachine();

  @BeforeEach
  void begin() {
    pages = new ProcPages(proc);
  }

  @Test
  void liveProcessIsFoundByItsBirthUntilItEnds() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    String began = birth.of(process.toHandle()).orElseThrow();
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

    assertThat(birth.of(SELF)).contains("boot " + boot + " tick " + ticks);
  }

  @Test
  void nameWithSpacesAndBracketsMovesNoField() throws IOException {
    pages.boot("b-1");
    pages.stat(SELF.pid(), "77 (a) R (b c", "S", "123456");

    assertThat(ProcessBirth.in(proc).of(SELF)).contains("boot b-1 tick 123456");
  }

  @Test
  void sameTicksOfAnotherBootAreAnotherProcess() throws IOException {
    pages.boot("b-1");
    pages.stat(SELF.pid(), "77 (java", "S", "123456");
    String began = ProcessBirth.in(proc).of(SELF).orElseThrow();
    pages.boot("b-2");

    assertThat(ProcessBirth.in(proc).find(SELF.pid(), began)).isEmpty();
  }

  @Test
  void whereNothingTellsTicksTheHandleTellsTheTime() {
    long told = SELF.info().startInstant().orElseThrow().toEpochMilli();

    assertThat(ProcessBirth.in(proc).of(SELF)).contains(told + " ms");
    assertThat(ProcessBirth.in(proc).find(SELF.pid(), told + " ms")).contains(SELF);
  }

  @Test
  void birthThatCannotBeReadIsLikeNoOther() {
    ProcessHandle untold = new UntoldProcess();

    assertThat(ProcessBirth.in(proc).of(untold)).isEmpty();
    for (String text : new String[] {"?", "", "null", "Optional.empty"}) {
      assertThat(ProcessBirth.in(proc).isBirth(untold, text)).as(text).isFalse();
    }
  }
}
