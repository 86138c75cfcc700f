package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.error.UnavailableException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class MonthsAheadTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2024-12-31T23:59:59Z"));

  @Test
  void thisMonthAndTheNextInUtcAreMade() throws InterruptedException {
    BlockingQueue<Collection<YearMonth>> made = new LinkedBlockingQueue<>();
    try (MonthsAhead months = MonthsAhead.keep(made::add, now::get)) {
      assertThat(made.poll(10, TimeUnit.SECONDS))
          .containsExactly(YearMonth.of(2024, 12), YearMonth.of(2025, 1));
      Awaitility.await().untilAsserted(() -> assertThat(months.count()).isEqualTo(1));

      now.set(Instant.parse("2025-01-01T00:00:00Z"));

      assertThat(months.count()).isZero();
    }
  }

  @Test
  void aMonthThatCouldNotBeMadeIsNotCounted() throws InterruptedException {
    CountDownLatch tried = new CountDownLatch(1);
    try (MonthsAhead months =
        MonthsAhead.keep(
            wanted -> {
              tried.countDown();
              throw new UnavailableException("ledger-unreachable", "away", null);
            },
            now::get)) {
      assertThat(tried.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(months.count()).isZero();
    }
  }
}
