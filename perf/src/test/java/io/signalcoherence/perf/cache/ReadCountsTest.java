package io.signalcoherence.perf.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.perf.golden.GoldenPlan;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked, and what the services' own counts say of it. */
final class ReadCountsTest {

  private static final String METRICS =
      """
      # TYPE reads_served_total counter
      reads_served_total{otel_scope_name="signal-coherence",source="local"} 900.0
      reads_served_total{otel_scope_name="signal-coherence",source="shared"} 50.0
      reads_served_total{otel_scope_name="signal-coherence",source="checked"} 20.0
      reads_served_total{otel_scope_name="signal-coherence",source="loaded"} 30.0
      reads_load_seconds_bucket{answered="true",le="0.1"} 7
      reads_load_seconds_count{answered="true"} 41
      reads_load_seconds_count{answered="false"} 1
      cache_renewals_total{outcome="done"} 1.2E2
      """;

  @Test
  void metricsAreRead() {
    ReadCounts counts = ReadCounts.read(METRICS);

    assertThat(counts.served("local")).isEqualTo(900);
    assertThat(counts.served("stale")).isZero();
    assertThat(counts.hitRate()).isEqualTo(0.95);
    assertThat(counts.loads()).isEqualTo(42);
    assertThat(counts.renewals()).containsEntry("done", 120L);
  }

  @Test
  void differencesAndSumsAreOfEachCount() {
    ReadCounts counts = ReadCounts.read(METRICS);
    ReadCounts twice = ReadCounts.sum(List.of(counts, counts));

    assertThat(twice.since(counts)).isEqualTo(counts);
    assertThat(counts.since(counts).hitRate()).isZero();
  }

  @Test
  void tenantsAreAskedInTurnAsOfAMinuteThatMovesOn() {
    ScoreRequests requests =
        new ScoreRequests(
            InetSocketAddress.createUnresolved("host", 1),
            List.of("a", "b"),
            Instant.parse("2024-01-01T23:00:00Z"),
            1_000);

    assertThat(text(requests, 0, 1_000))
        .startsWith(
            "GET /v1/coherence/tenants/a?asOf=2024-01-01T23:00:00Z HTTP/1.1\r\nHost: host:1\r\n");
    assertThat(text(requests, 3, 60_999)).contains("/tenants/b?asOf=2024-01-01T23:00:00Z");
    assertThat(text(requests, 4, 61_000)).contains("/tenants/a?asOf=2024-01-01T23:01:00Z");
  }

  private static String text(ScoreRequests requests, long index, long millis) {
    return StandardCharsets.US_ASCII.decode(requests.write(index, millis)).toString();
  }

  @Test
  void lateLinesAreOfTheWholeDayAndNothingIsLost() throws Exception {
    GoldenPlan plan = new GoldenPlan(1, LocalDate.of(2024, 1, 1), 1, 200);
    GoldenDay whole = GoldenDay.of(plan, 0);
    GoldenDay day = GoldenDay.of(plan, 300);

    assertThat(day.late()).hasSize(300);
    assertThat(day.asOf()).isEqualTo(plan.asOf());
    assertThat(bytes(day.first()) + bytes(day.late())).isEqualTo(bytes(whole.first()));
    assertThat(Duration.between(time(day.late().get(0)), time(day.late().get(299))))
        .isGreaterThan(Duration.ofHours(12));
  }

  private static Instant time(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    int at = text.indexOf("\"ts\":\"") + 6;
    return java.time.OffsetDateTime.parse(text.substring(at, text.indexOf('"', at))).toInstant();
  }

  private static int bytes(List<byte[]> parts) {
    return parts.stream().mapToInt(part -> part.length).sum();
  }
}
