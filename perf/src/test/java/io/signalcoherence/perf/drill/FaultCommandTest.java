package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class FaultCommandTest {

  private static final int USAGE = 2;

  @Test
  void aDrillThatBreaksOffLetsTheNextOnesRun(@TempDir Path folder) throws IOException {
    for (Outage outage : Outage.values()) {
      Files.createFile(folder.resolve(outage.wireName()));
    }
    StringWriter told = new StringWriter();
    CommandLine drill = DrillCommand.tree().setOut(new PrintWriter(told));
    assertThat(drill.execute("fault", "all", "--folder", folder.toString())).isEqualTo(1);
    for (Outage outage : Outage.values()) {
      assertThat(told.toString())
          .contains(outage.wireName() + ": FAILED\n")
          .contains(
              "failed: %s, because of java.nio.file.FileAlreadyExistsException"
                  .formatted(outage.wireName()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fault flood|fault: flood (expected: all, disk-full, frozen,",
        "fault cut --seconds 4|seconds: 4 (expected: 5 to 3600)",
        "fault cut --seconds 3601|seconds: 3601 (expected: 5 to 3600)",
        "fault cut --rate 7|rate: 7 (expected: 8 to 10000)",
        "fault cut --control no-unique|control: no-unique (expected: none, ack-before-commit)",
        "fault|Missing required parameter: 'NAME'"
      })
  void aWrongArgumentIsToldBeforeAnythingStarts(String arguments, String message) {
    StringWriter told = new StringWriter();
    CommandLine drill = DrillCommand.tree().setErr(new PrintWriter(told));
    assertThat(drill.execute(arguments.split(" "))).isEqualTo(USAGE);
    assertThat(told.toString()).startsWith(message);
  }
}
