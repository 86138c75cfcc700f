package io.signalcoherence.perf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Each measurement at its smallest, with the real service: what it tells, not how fast it is. */
final class BenchCommandsTest {

  private final StringWriter out = new StringWriter();

  @Test
  void rulesTellTimeAndAllocationBesideThePeer() throws IOException {
    String line =
        "bench rules --json --rules digest,score-10-pairs --millis 20 --warm-ups 1 --iterations 1";

    assertThat(run(line)).isZero();

    for (JsonNode reading : json().path("readings")) {
      for (String side : new String[] {"ours", "theirs"}) {
        assertThat(reading.path(side).path("nanos").asDouble()).as(reading.toString()).isPositive();
        assertThat(reading.path(side).path("bytes").asDouble()).as(reading.toString()).isPositive();
      }
    }
    assertThat(json().path("readings")).hasSize(2);
  }

  @Test
  void aReadIsMeasuredOverRowsEqualToThoseOfAppendsAndReadsNoSignal() throws IOException {
    run("bench read --json --smallest 20000 --largest 200000 --rounds 1 --seconds 1");

    JsonNode readings = json().path("readings");
    assertThat(readings).hasSize(2);
    for (JsonNode reading : readings) {
      assertThat(reading.path("rounds").path(0).path("count").asLong()).isPositive();
      assertThat(reading.path("database").path("rows").asLong()).isEqualTo(83 * 10);
      assertThat(reading.path("signalSum").path("rows").asLong())
          .isEqualTo(reading.path("signals").asLong());
    }
  }

  @Test
  void theGoldenSignalsCostCpuTimeInEachPass() throws IOException {
    run("bench golden --json --signals 1000 --batch 90 --warm-ups 1 --passes 2 --parts 2");

    assertThat(json().path("readings")).hasSize(2);
    for (JsonNode reading : json().path("readings")) {
      assertThat(reading.path("service").asDouble()).isPositive();
      assertThat(reading.path("postgres").asDouble()).isPositive();
      assertThat(reading.path("reference").asDouble()).isPositive();
    }
  }

  @Test
  @Tag("long")
  void readsAreAnsweredFromWhatIsKeptWithTheCacheAndNoneWithout() throws IOException {
    run(
        "bench cache --json --rounds 1 --seconds 2 --warm-up 1 --signals 300 --rate 100"
            + " --signals-rate 20");

    JsonNode rounds = json().path("rounds");
    assertThat(rounds).hasSize(2);
    JsonNode with = rounds.path(0).path("counts");
    JsonNode without = rounds.path(1).path("counts");
    assertThat(with.path("served").path("local").asLong()).isPositive();
    assertThat(json().path("hitRate").asDouble()).isPositive();
    assertThat(without.path("served").path("loaded").asLong()).isPositive();
    assertThat(without.path("served").path("local").asLong()).isZero();
    assertThat(with.path("loads").asLong()).isLessThan(without.path("loads").asLong());
    for (JsonNode round : rounds) {
      assertThat(round.path("reads")).hasSize(1);
      assertThat(round.path("ingest").path("errors")).isEmpty();
    }
  }

  @Test
  void startsAndMemoryAreTold() throws IOException {
    assertThat(run("bench start --json --starts 1 --rate 200 --seconds 2 --warm-up 0")).isZero();

    assertThat(json().path("firstMillis").asLong()).isPositive();
    assertThat(json().path("coldMillis")).hasSize(1);
    assertThat(json().path("warmMillis")).hasSize(1);
    assertThat(json().path("load").path("receipts").path("accepted").asLong()).isEqualTo(400);
    assertThat(json().path("memory").path("together").asDouble()).isGreaterThan(50);
  }

  private int run(String line) {
    CommandLine command = PerfMain.commandLine();
    command.setOut(new PrintWriter(out));
    return command.execute(line.split(" ", -1));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }
}
