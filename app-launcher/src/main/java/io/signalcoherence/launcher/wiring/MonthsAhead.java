package io.signalcoherence.launcher.wiring;

import io.signalcoherence.ports.error.InfrastructureException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the partitions of the next UTC month before its first signal comes, at the start and then
 * every {@value #MINUTES} minutes, on a thread of its own. An append would make them too, but its
 * sender would wait.
 */
final class MonthsAhead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MonthsAhead.class);

  private static final int MINUTES = 10;

  private final Consumer<Collection<YearMonth>> ensure;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "signalcoherence-months-ahead");
            daemon.setDaemon(true);
            return daemon;
          });
  private volatile YearMonth madeTo;
  private @Nullable ScheduledFuture<?> making;

  private MonthsAhead(Consumer<Collection<YearMonth>> ensure, InstantSource clock) {
    this.ensure = ensure;
    this.clock = clock;
    this.madeTo = now();
  }

  /** Begins, without waiting for the first month. */
  static MonthsAhead keep(Consumer<Collection<YearMonth>> ensure, InstantSource clock) {
    MonthsAhead ahead = new MonthsAhead(ensure, clock);
    ahead.making = ahead.thread.scheduleWithFixedDelay(ahead::make, 0, MINUTES, TimeUnit.MINUTES);
    return ahead;
  }

  /** Months after the current one that were made; 0 or less if making them fails. */
  long count() {
    return now().until(madeTo, ChronoUnit.MONTHS);
  }

  private void make() {
    YearMonth next = now().plusMonths(1);
    try {
      ensure.accept(List.of(next.minusMonths(1), next));
      madeTo = next;
    } catch (InfrastructureException e) {
      LOG.atWarn()
          .addKeyValue("op", "months_ahead")
          .addKeyValue("error_code", e.code())
          .log("next month's partitions can't be made yet; trying again");
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("op", "months_ahead")
          .setCause(e)
          .log("next month's partitions can't be made");
    }
  }

  private YearMonth now() {
    return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
  }

  @Override
  public void close() {
    if (making != null) {
      making.cancel(true);
    }
    thread.shutdownNow();
  }
}
