package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A fault from 10 s to 30 s of a load that is compared from 4 s on. */
final class BesideFindingTest {

  private static final Moments MOMENTS =
      new Moments(millis(10_000), millis(10_000), millis(30_000), millis(30_000), millis(31_000));
  private static final Phases PHASES = new Phases(millis(4_000), millis(9_000), MOMENTS);

  private final List<Observation> seen = new ArrayList<>();

  @Test
  void signalsThatTakeAsLongAsBeforeAreAsTheyMustBe() {
    push(1_000, 400, 201);
    push(5_000, 20, 201);
    push(9_500, 400, 201);
    push(15_000, 80, 201);
    push(30_500, 400, 201);
    IngestFinding found = IngestFinding.of(seen, PHASES, false);
    assertThat(found.before()).isEqualTo(new Spread(1, 20, 20, 20));
    assertThat(found.during()).isEqualTo(new Spread(1, 80, 80, 80));
    assertThat(found.broken()).isEmpty();
    assertThat(IngestFinding.of(seen, PHASES, true).broken())
        .extracting(Broken::detail)
        .containsExactly(
            "single signals: 1: 80.0 / 80.0 / 80 ms, before the fault 1: 20.0 / 20.0 / 20 ms"
                + " (expected: p99 <= 24.0); the slowest was sent 5000 ms after the fault");
  }

  @Test
  void oneThatIsRefusedOrNoneAtAllIsBroken() {
    push(5_000, 20, 201);
    push(15_000, 20, 503);
    assertThat(IngestFinding.of(seen, PHASES, false).broken())
        .extracting(Broken::detail)
        .containsExactly("1 pushes were not served (expected: 0)");
    seen.remove(1);
    assertThat(IngestFinding.of(seen, PHASES, false).broken()).hasSize(1);
  }

  @Test
  void whatWasMissedIsMadeUpForInTimeOrTwiceAsFastAsItComes() {
    assertThat(new CatchUpFinding(20_000, 39_000, 0, false).broken()).isEmpty();
    assertThat(new CatchUpFinding(20_000, 41_000, 0, false).broken()).hasSize(1);
    assertThat(new CatchUpFinding(600_000, 590_000, 0, true).broken()).isEmpty();
    assertThat(new CatchUpFinding(600_000, 610_000, 0, true).broken())
        .extracting(Broken::detail)
        .containsExactly(
            "caught up after 610000 ms, 2.0 times as fast as it came in"
                + " (expected: within 600000 ms)");
    assertThat(new CatchUpFinding(20_000, -1, 0, false).broken())
        .extracting(Broken::detail)
        .containsExactly("caught up never (expected: within 40000 ms)");
  }

  @Test
  void metricsAreReadByTheirSeries() {
    Scrape seen =
        Scrape.of(
            1,
            """
            # HELP kafka_door x
            kafka_door{state="unreachable"} 1.0
            kafka_records_read_total 7.0
            ingest_backlog{place="kafka"} NaN
            service_component_ok{component="kafka"} 0.0
            service_component_ok{component="redis"} 1.0
            """);
    assertThat(seen.orZero("kafka_door{state=\"unreachable\"}")).isEqualTo(1);
    assertThat(seen.value("ingest_backlog{place=\"kafka\"}")).isEmpty();
    assertThat(seen.values()).doesNotContainKey("kafka_records_read_total");
    assertThat(seen.isDegraded("kafka")).isTrue();
    assertThat(seen.isDegraded("redis")).isFalse();
    assertThat(seen.isDegraded("neo4j")).isFalse();
  }

  @Test
  void alertsInAHurryWaitASecondAndNothingElseIsChanged() {
    assertThat(
            Prometheus.hurried(
                """
                      - alert: GraphLags
                        expr: graph_lag_seconds > 600
                        for: 2m
                        labels:
                """))
        .isEqualTo(
            """
                  - alert: GraphLags
                    expr: graph_lag_seconds > 3
                    for: 1s
                    labels:
            """);
  }

  private void push(long sent, long took, int status) {
    seen.add(
        new Observation(
            Observation.Kind.PUSH,
            Set.of("t"),
            millis(sent),
            millis(took),
            new Observation.Reply(status, true, status == 201)));
  }

  private static long millis(long millis) {
    return millis * Spread.NANOS_PER_MILLI;
  }
}
