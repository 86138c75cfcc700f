package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that is killed in mid-work, again and again, while others send and read. */
@Tag("long")
final class KilledReaderTest {

  private static final int ROUNDS = 4;
  private static final int EACH = 2_000;

  @TempDir Path folder;

  @Test
  void killedReadersLoseNothingAndCountNothingTwice() throws Exception {
    Path file = folder.resolve("counted");
    try (TestTopics topics = TestTopics.make()) {
      for (int round = 0; round < ROUNDS; round++) {
        int before = lines(file).size();
        try (ReaderProcess reader = ReaderProcess.begin(topics.config, file)) {
          topics.send("t" + round % 2, round * EACH, (round + 1) * EACH);
          // The group waits out the session of the one that was killed.
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(5))
              .until(() -> lines(file).size() > before + 100);
          reader.killHard();
        }
        assertThat(topics.committed()).isLessThanOrEqualTo(lines(file).size());
      }
      try (ReaderProcess reader = ReaderProcess.begin(topics.config, file)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> topics.committed() == (long) ROUNDS * EACH);
      }
    }
    assertThat(lines(file)).hasSize(ROUNDS * EACH).doesNotHaveDuplicates();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
