package io.signalcoherence.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** The search against services whose highest rate is known. */
final class RateSearchTest {

  private static final RateSearch.Limits LIMITS =
      new RateSearch.Limits(25, Duration.ofSeconds(1), Duration.ofSeconds(2));

  @Property(tries = 200)
  void findsTheEdgeFromEitherSide(@ForAll @DoubleRange(min = 50, max = 60_000) double edge)
      throws IOException {
    RateSearch.Found found =
        new RateSearch((rate, length) -> result(rate, rate <= edge ? 5 : 80), LIMITS).from(1000);
    assertThat(found.rate()).isBetween(edge / 1.05, edge);
  }

  @Test
  void aRateThatFailsWhenItLastsLongerIsNotTheAnswer() throws IOException {
    RateSearch.Trial tiring =
        (rate, length) -> result(rate, rate <= (length.toSeconds() > 1 ? 900 : 1000) ? 5 : 80);
    RateSearch.Found found = new RateSearch(tiring, LIMITS).from(500);
    assertThat(found.rate()).isBetween(820.0, 900.0);
  }

  @Test
  void aRunThatFailsByChanceDoesNotHoldTheSearchDown() throws IOException {
    AtomicInteger runs = new AtomicInteger();
    RateSearch.Trial jolted =
        (rate, length) -> result(rate, rate <= 9000 && runs.incrementAndGet() != 2 ? 5 : 80);
    assertThat(new RateSearch(jolted, LIMITS).from(1000).rate()).isBetween(8570.0, 9000.0);
  }

  @Test
  void aServiceThatNeverKeepsUpHasNoRate() throws IOException {
    assertThat(new RateSearch((rate, length) -> result(rate, 80), LIMITS).from(100).rate())
        .isZero();
  }

  private static LoadResult result(double rate, double p99) {
    LoadResult.Latency latency = new LoadResult.Latency(1, 2, 3, p99, p99, p99, 1);
    return new LoadResult(
        new LoadResult.Rate(rate, rate, rate, 1),
        latency,
        latency,
        new LoadResult.Receipts(1, 0, 0),
        Map.of(),
        new LoadResult.Cpu(Map.of(), Map.of()));
  }
}
