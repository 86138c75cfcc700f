package io.signalcoherence.ports.contract;

import static io.signalcoherence.ports.contract.KeptReadings.LONG;
import static io.signalcoherence.ports.contract.KeptReadings.key;
import static io.signalcoherence.ports.contract.KeptReadings.reading;
import static io.signalcoherence.ports.contract.KeptReadings.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link SharedReadings} promises. */
public abstract class SharedReadingsContract {

  private static final ReadingKey KEY = key("alpha");

  private SharedReadingsHarness harness;

  /** Opens a harness over empty readings. */
  protected abstract SharedReadingsHarness openHarness() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    harness = openHarness();
  }

  @AfterEach
  final void close() {
    harness.close();
  }

  final SharedReadingsHarness harness() {
    return harness;
  }

  private SharedReadings readings() {
    return harness.readings();
  }

  private boolean offer(KeptReading kept) {
    return readings().offer(KEY, kept, LONG);
  }

  @Test
  void thereIsNothingAtFirst() {
    assertThat(readings().find(KEY)).isEmpty();
  }

  @Test
  void whatIsKeptIsFoundByEveryProcessAsItWas() {
    KeptReading kept = reading(snapshot(7, 3, 5));
    assertThat(offer(kept)).isTrue();

    KeptReading found = harness.anotherProcess().find(KEY).orElseThrow();

    assertThat(found.reading()).isEqualTo(kept.reading());
    assertThat(found.computedAt()).isEqualTo(kept.computedAt());
  }

  @Test
  void agesGrowFromWhatTheyWere() {
    KeptReading kept = reading(snapshot(7));
    long before = System.nanoTime();
    offer(kept);
    Duration longer = Duration.ofMillis(50);
    KeptReading found =
        LedgerContract.soon()
            .until(
                () -> readings().find(KEY).orElseThrow(),
                now -> now.sinceConfirmed().compareTo(kept.sinceConfirmed().plus(longer)) >= 0);
    Duration passed = Duration.ofNanos(System.nanoTime() - before).plusMillis(2);

    assertThat(found.sinceConfirmed()).isLessThanOrEqualTo(kept.sinceConfirmed().plus(passed));
    assertThat(found.sinceLoaded().minus(found.sinceConfirmed()))
        .isEqualTo(kept.sinceLoaded().minus(kept.sinceConfirmed()));
  }

  @Test
  void itIsGoneWhenItsTimeHasCome() {
    readings().offer(KEY, reading(snapshot(7)), Duration.ofMillis(30));

    LedgerContract.soon().until(() -> readings().find(KEY).isEmpty());
  }

  @Test
  void newerReplacesOlderAndNeverTheOtherWayRound() {
    assertThat(offer(reading(snapshot(7)))).isTrue();
    assertThat(offer(reading(snapshot(9)))).isTrue();
    assertThat(harness.anotherProcess().offer(KEY, reading(snapshot(8)), LONG)).isFalse();

    assertThat(kept()).isEqualTo(9);
  }

  @Test
  void sameSnapshotReplacesSoThatItIsKnownToBeYounger() {
    offer(reading(snapshot(7)).later(Duration.ofMinutes(1)));
    assertThat(offer(reading(snapshot(7)))).isTrue();

    assertThat(readings().find(KEY).orElseThrow().sinceConfirmed())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void ofTwoThatEachSeeWhatTheOtherDoesNotTheFirstStays() {
    offer(reading(snapshot(9, 7)));
    assertThat(offer(reading(snapshot(9, 8)))).isFalse();

    assertThat(readings().find(KEY).orElseThrow().reading().snapshot()).isEqualTo(snapshot(9, 7));
  }

  @Test
  void theOtherTenantCannotBeFound() {
    List<String> names = List.of("a", "ab", "a1:b", "1:a", "a,1:b", "a:", "\u00e1", "a\u0301", "A");
    for (int i = 0; i < names.size(); i++) {
      readings().offer(key(names.get(i)), reading(snapshot(100 + i)), LONG);
    }

    for (int i = 0; i < names.size(); i++) {
      KeptReading found = readings().find(key(names.get(i))).orElseThrow();
      assertThat(found.reading().snapshot()).isEqualTo(snapshot(100 + i));
    }
    assertThat(readings().find(key("b"))).isEmpty();
  }

  @Test
  void anotherWindowIsAnotherKey() {
    offer(reading(snapshot(7)));

    assertThat(readings().find(key("alpha", EventTime.parse("2024-03-10T12:01:00Z")))).isEmpty();
  }

  @Test
  void whatIsNoReadingIsToldOfAndCanBeReplaced() {
    assertThat(harness.spoil(KEY)).isEqualTo(isCorrupt());
    assertThat(offer(reading(snapshot(7)))).isTrue();
    assertThat(kept()).isEqualTo(7);
  }

  private boolean isCorrupt() {
    try {
      assertThat(readings().find(KEY)).isEmpty();
      return false;
    } catch (CorruptException e) {
      assertThat(e.code()).isEqualTo("cache-corrupt");
      return true;
    }
  }

  @Test
  void oneOfManyGetsTheLease() throws Exception {
    AtomicInteger got = new AtomicInteger();
    try (Together together = new Together()) {
      List<Future<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        SharedReadings own = i % 2 == 0 ? readings() : harness.anotherProcess();
        tries.add(together.begin(() -> own.lease(KEY, LONG).isPresent()));
      }
      for (Future<Boolean> each : tries) {
        got.addAndGet(Together.result(each) ? 1 : 0);
      }
    }

    assertThat(got).hasValue(1);
    assertThat(readings().lease(key("beta"), LONG)).isPresent();
  }

  @Test
  void leaseThatIsGivenBackCanBeHadAgain() {
    readings().lease(KEY, LONG).orElseThrow().release();

    assertThat(harness.anotherProcess().lease(KEY, LONG)).isPresent();
  }

  @Test
  void leaseEndsByItselfAndItsLateReturnTakesNobodyElses() {
    SharedReadings.Lease first = readings().lease(KEY, Duration.ofMillis(30)).orElseThrow();
    SharedReadings other = harness.anotherProcess();
    LedgerContract.soon().until(() -> other.lease(KEY, LONG).isPresent());

    first.release();

    assertThat(readings().lease(KEY, LONG)).isEmpty();
  }

  @Test
  void offersInAnyOrderFromEverywhereEndWithTheNewestAndNeverGoBack() throws Exception {
    List<Integer> order = new ArrayList<>();
    for (int max = 1; max <= 200; max++) {
      order.add(max);
    }
    Collections.shuffle(order, new Random(11));
    AtomicBoolean done = new AtomicBoolean();
    try (Together together = new Together()) {
      Future<Long> reader = together.begin(() -> neverGoesBack(done));
      List<Future<Boolean>> writers = new ArrayList<>();
      for (int part = 0; part < 4; part++) {
        SharedReadings own = part % 2 == 0 ? readings() : harness.anotherProcess();
        List<Integer> mine = order.subList(part * 50, part * 50 + 50);
        writers.add(
            together.begin(
                () -> {
                  mine.forEach(max -> own.offer(KEY, reading(snapshot(max)), LONG));
                  return true;
                }));
      }
      for (Future<Boolean> writer : writers) {
        Together.result(writer);
      }
      done.set(true);
      assertThat(Together.result(reader)).isLessThanOrEqualTo(200);
    }

    assertThat(kept()).isEqualTo(200);
  }

  private long neverGoesBack(AtomicBoolean done) {
    long seen = 0;
    while (!done.get()) {
      Optional<KeptReading> found = harness.anotherProcess().find(KEY);
      long now = found.map(kept -> kept.reading().snapshot().max().value()).orElse(0L);
      assertThat(now).isGreaterThanOrEqualTo(seen);
      seen = now;
    }
    return seen;
  }

  @Test
  void everyInstanceHearsOfAChange() {
    Heard here = new Heard();
    Heard there = new Heard();
    readings().listen(here);
    harness.anotherProcess().listen(there);

    LedgerContract.soon()
        .until(
            () -> {
              readings().tellChanged(new TenantId("alpha"), token(7));
              readings().tellChanged(new TenantId("bé:1,"), token(8));
              return here.knows("alpha", 7)
                  && here.knows("bé:1,", 8)
                  && there.knows("alpha", 7)
                  && there.knows("bé:1,", 8);
            });
  }

  @Test
  void lastOfManyChangesIsHeard() {
    Heard there = new Heard();
    harness.anotherProcess().listen(there);
    LedgerContract.soon()
        .until(
            () -> {
              readings().tellChanged(new TenantId("alpha"), token(1));
              return there.knows("alpha", 1);
            });

    for (int i = 2; i <= 1_000; i++) {
      readings().tellChanged(new TenantId("alpha"), token(i));
    }

    LedgerContract.soon().until(() -> there.knows("alpha", 1_000));
  }

  @Test
  void storeThatIsAwayIsAFailureAndChangesAreNotToldButHarmNobody() {
    Heard here = new Heard();
    readings().listen(here);
    offer(reading(snapshot(7)));
    harness.down();

    assertThatExceptionOfType(InfrastructureException.class).isThrownBy(() -> readings().find(KEY));
    assertThatExceptionOfType(InfrastructureException.class)
        .isThrownBy(() -> offer(reading(snapshot(8))));
    assertThatExceptionOfType(InfrastructureException.class)
        .isThrownBy(() -> readings().lease(KEY, LONG));
    readings().tellChanged(new TenantId("alpha"), token(9));

    harness.up();
    LedgerContract.soon().ignoreExceptions().until(() -> offer(reading(snapshot(10))));
    assertThat(kept()).isEqualTo(10);
    LedgerContract.soon().until(() -> here.gaps.get() > 0);
    LedgerContract.soon()
        .until(
            () -> {
              readings().tellChanged(new TenantId("beta"), token(11));
              return here.knows("beta", 11);
            });
  }

  private long kept() {
    return readings().find(KEY).orElseThrow().reading().snapshot().max().value();
  }

  private static CommitToken token(long transaction) {
    return CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(transaction), 0);
  }

  /** Remembers the newest token of each tenant. */
  private static final class Heard implements SharedReadings.Listener {

    private final Map<TenantId, CommitToken> newest = new ConcurrentHashMap<>();
    private final AtomicInteger gaps = new AtomicInteger();

    @Override
    public void changed(TenantId tenant, CommitToken token) {
      newest.merge(
          tenant,
          token,
          (one, other) -> one.transaction().compareTo(other.transaction()) > 0 ? one : other);
    }

    @Override
    public void gap() {
      gaps.incrementAndGet();
    }

    boolean knows(String tenant, long transaction) {
      CommitToken token = newest.get(new TenantId(tenant));
      return token != null && token.transaction().value() == transaction;
    }
  }
}
