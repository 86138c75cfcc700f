package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
    CommandLine drill = new CommandLine(new FaultCommand()).setOut(new PrintWriter(told));
    assertThat(drill.execute("all", "--folder", folder.toString())).isEqualTo(1);
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
        "flood|fault: flood (expected: all, postgres, redis, neo4j, kafka, postgres-disk-full,",
        "postgres-cut --seconds 4|seconds: 4 (expected: 5 to 3600)",
        "postgres-cut --seconds 3601|seconds: 3601 (expected: 5 to 3600)",
        "postgres-cut --rate 7|rate: 7 (expected: 8 to 10000)",
        "redis-cut --control no-unique|control: no-unique (expected: none, ack-before-commit,"
            + " ack-before-publish,",
        "redis --rate 0|rate: 0 (expected: 8 to 10000)",
        "|Missing required parameter: 'NAME'"
      })
  void aWrongArgumentIsToldBeforeAnythingStarts(@Nullable String arguments, String message) {
    StringWriter told = new StringWriter();
    CommandLine drill = new CommandLine(new FaultCommand()).setErr(new PrintWriter(told));
    assertThat(drill.execute(arguments == null ? new String[0] : arguments.split(" ")))
        .isEqualTo(USAGE);
    assertThat(told.toString()).startsWith(message);
  }
}
