package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Weight;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.SignalStore;
import io.signalcoherence.ports.out.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link WindowStore} promises, but for the limit of pairs. */
public abstract class WindowStoreContract extends LedgerContract {

  @Test
  void windowWithoutSignalsHasNoPair() {
    WindowReading reading = read(ALPHA, Signals.NOON);

    assertThat(reading.pairs()).isEmpty();
    assertThat(reading.window()).isEqualTo(windowAt(Signals.NOON));
    assertThat(reading.snapshot().epoch()).isEqualTo(ledger().monitor().look().epoch());
  }

  @Test
  void tenantThatIsNotRegisteredHasNoPair() {
    assertThat(read(new TenantId("nobody"), Signals.NOON).pairs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00:00", "12:00", "12:01", "12:30", "12:59", "23:59"})
  void edgesAreExactToTheMicrosecond(String asOf) {
    EventTime time = EventTime.parse("2024-03-10T" + asOf + ":31.5Z");
    Window window = windowAt(time);
    Instant last = window.to().minusNanos(1_000);
    Signals signal = Signals.of(ALPHA);
    win(
        at(signal, "before", window.from().minusNanos(1_000)),
        at(signal, "first", window.from()),
        at(signal, "last", last),
        at(signal, "after", window.to()));

    assertThat(StoredFold.total(read(ALPHA, time)).count()).isEqualTo(2);
    Duration minute = Duration.ofMinutes(1);
    assertThat(countAt(time.value().minus(minute))).isEqualTo(2);
    assertThat(countAt(time.value().plus(minute))).isEqualTo(2);
    assertThat(countAt(window.from())).isEqualTo(2);
    assertThat(countAt(window.from().minus(minute))).isEqualTo(1);
  }

  @Test
  void everyMinuteOfTheWindowIsCountedOnceWhereverItEnds() {
    List<Signals> minutes = new ArrayList<>();
    Instant end = Instant.parse("2024-03-10T14:00:00Z");
    for (int minute = 0; minute < 26 * 60; minute++) {
      minutes.add(at(Signals.of(ALPHA), "m", end.minus(Duration.ofMinutes(minute + 1L))));
    }
    claims(Signals.group(minutes));

    for (int back = 0; back < 62; back++) {
      assertThat(countAt(end.minus(Duration.ofMinutes(back + 1L)))).isEqualTo(Window.MINUTES);
    }
    assertThat(countAt(end)).isEqualTo(Window.MINUTES - 1);
  }

  @Test
  void sumsAreExactAtTheGreatestWeights() {
    List<Signals> heavy = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      heavy.add(Signals.of(ALPHA).withId("k" + i).withMeasure("0.999999999", "999999.999999"));
    }
    heavy.add(Signals.of(ALPHA).withId("light").withMeasure("0.000000001", "0.000001"));
    claims(Signals.group(heavy));

    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
  }

  @Test
  void signalOfValueZeroCounts() {
    win(Signals.of(ALPHA).withMeasure("0", "1"));

    assertThat(StoredFold.total(read(ALPHA, Signals.NOON)))
        .isEqualTo(Sums.of(Signals.of(ALPHA).withMeasure("0", "1").signal().value(), Weight.ONE));
  }

  @Test
  void windowsOfRandomSignalsEqualTheFoldWhereverTheyEnd() {
    SplittableRandom random = new SplittableRandom(7);
    Instant around = Instant.parse("2024-02-29T23:30:00Z");
    List<Signals> signals = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      signals.add(
          at(Signals.of(ALPHA), "k" + i, around.plusSeconds(random.nextLong(-100_000, 100_000)))
              .withSource("s" + random.nextInt(5))
              .withType("t" + random.nextInt(3))
              .withMeasure("0." + random.nextLong(1_000_000_000), "" + (1 + random.nextInt(99))));
    }
    claims(Signals.group(signals));
    var stored = harness().storedSignals(ALPHA);

    for (int i = 0; i < 40; i++) {
      EventTime asOf = new EventTime(around.plusSeconds(random.nextLong(-100_000, 190_000)));
      assertThat(StoredFold.byPair(read(ALPHA, asOf)))
          .isEqualTo(StoredFold.byPair(stored, windowAt(asOf)));
    }
  }

  @Test
  void pairsAreToldApartByBytesAndKeepTheirText() {
    win(
        Signals.of(ALPHA).withSource("ab").withType("c"),
        Signals.of(ALPHA).withSource("a").withType("bc"),
        Signals.of(ALPHA).withSource("other").withType("other"),
        Signals.of(ALPHA).withSource("e\u0301").withType("C"),
        Signals.of(ALPHA).withSource("\u00e9").withType("C"));

    assertThat(read(ALPHA, Signals.NOON).pairs())
        .hasSize(5)
        .allMatch(pair -> pair.pair() instanceof Pair.Named);
    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
  }

  @Test
  void theOtherTenantCannotChangeTheSums() {
    win(Signals.of(ALPHA));
    win(Signals.of(BETA), Signals.of(BETA).withId("2"));

    assertThat(StoredFold.total(read(ALPHA, Signals.NOON)).count()).isEqualTo(1);
    assertThat(StoredFold.total(read(BETA, Signals.NOON)).count()).isEqualTo(2);
    assertThat(read(GAMMA, Signals.NOON).pairs()).isEmpty();
  }

  @Test
  void snapshotNamesWhatTheReadingSaw() {
    CommitToken before = win(Signals.of(ALPHA));
    WindowReading early = read(ALPHA, Signals.NOON);
    CommitToken after = win(Signals.of(ALPHA).withId("2"));
    WindowReading late = read(ALPHA, Signals.NOON);

    assertThat(early.snapshot().includes(before)).isEqualTo(Inclusion.INCLUDED);
    assertThat(early.snapshot().includes(after)).isEqualTo(Inclusion.NOT_INCLUDED);
    assertThat(late.snapshot().includes(before)).isEqualTo(Inclusion.INCLUDED);
    assertThat(late.snapshot().includes(after)).isEqualTo(Inclusion.INCLUDED);
  }

  @Test
  void commitBehindOneHeldOpenIsIncludedAndTheOpenOneIsNot() {
    try (HeldAppend open = harness().holdOpen(Signals.group(Signals.of(BETA)))) {
      CommitToken token = win(Signals.of(ALPHA));
      Snapshot during = read(ALPHA, Signals.NOON).snapshot();
      assertThat(during.includes(token)).isEqualTo(Inclusion.INCLUDED);
      assertThat(read(BETA, Signals.NOON).pairs()).isEmpty();

      open.commit();
      CommitToken opened = find(Signals.of(BETA)).token();
      assertThat(during.includes(opened)).isEqualTo(Inclusion.NOT_INCLUDED);
      WindowReading later = read(BETA, Signals.NOON);
      assertThat(later.snapshot().includes(opened)).isEqualTo(Inclusion.INCLUDED);
      assertThat(StoredFold.total(later).count()).isEqualTo(1);
    }
  }

  @Test
  void tokenOfAnEndedEpochIsUnknownEvenIfItsTransactionComesAgain() {
    CommitToken token = win(Signals.of(ALPHA));
    harness().beginNewEpoch();

    WindowReading reading = read(ALPHA, Signals.NOON);

    assertThat(reading.snapshot().includes(token)).isEqualTo(Inclusion.UNKNOWN);
    assertThat(StoredFold.total(reading).count()).isEqualTo(1);
    CommitToken own =
        CommitToken.ofFirstRun(
            reading.snapshot().epoch(), TransactionId.BEFORE_ALL, token.walPosition());
    assertThat(reading.snapshot().includes(own)).isEqualTo(Inclusion.INCLUDED);
  }

  @Test
  void readingSeesAllOfAGroupOrNothing() {
    AtomicBoolean done = new AtomicBoolean();
    try (Together together = new Together()) {
      Future<Integer> writer = together.begin(() -> writePairsOfPairs(done));
      long seen = 0;
      while (!done.get() || seen < 120) {
        var sums = StoredFold.byPair(read(ALPHA, Signals.NOON));
        List<Long> counts = sums.values().stream().map(Sums::count).distinct().toList();
        assertThat(counts).hasSizeLessThan(2);
        assertThat(sums.size()).isIn(0, 3);
        long count = counts.isEmpty() ? 0 : counts.get(0);
        assertThat(count).isGreaterThanOrEqualTo(seen);
        seen = count;
      }
      assertThat(Together.result(writer)).isEqualTo(120);
    }
  }

  /** Each group adds one signal to each of three pairs, in different hours. */
  private int writePairsOfPairs(AtomicBoolean done) {
    try {
      for (int i = 0; i < 120; i++) {
        Signals signal = Signals.of(ALPHA).withId("k" + i);
        append(
            signal.withType("a"),
            signal.withType("b").withTs("2024-03-10T11:59:59Z"),
            signal.withType("c").withTs("2024-03-09T12:01:00Z"));
      }
      return 120;
    } finally {
      done.set(true);
    }
  }

  @Test
  void failureIsSafeToRetry() {
    win(Signals.of(ALPHA));
    harness().down();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> read(ALPHA, Signals.NOON))
        .matches(e -> e.retry() == RetrySafety.SAFE);
    harness().up();

    assertThat(StoredFold.total(read(ALPHA, Signals.NOON)).count()).isEqualTo(1);
  }

  private long countAt(Instant asOf) {
    return StoredFold.total(read(ALPHA, new EventTime(asOf))).count();
  }

  private SignalStore.Stored find(Signals signal) {
    return ledger().store().find(signal.signal().key()).orElseThrow();
  }

  private static Signals at(Signals signal, String id, Instant ts) {
    return signal.withId(id).withTs(new EventTime(ts));
  }
}
