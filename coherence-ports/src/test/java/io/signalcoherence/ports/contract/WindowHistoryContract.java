package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.WindowReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link io.signalcoherence.ports.out.WindowStore} promises of many windows in one read. */
public abstract class WindowHistoryContract extends LedgerContract {

  private static final int PLENTY = 1_000_000;
  private static final Instant AROUND = Instant.parse("2024-02-29T23:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T11:00:00Z, PT1H, 40",
    "2024-02-29T11:59:59.999999Z, PT1H, 40",
    "2024-02-29T11:00:00Z, PT1M, 130",
    "2024-02-29T23:28:12Z, PT7M, 80",
    "2024-02-28T09:13:00Z, PT59M, 60",
    "2024-02-28T23:44:00Z, PT11H30M, 8",
    "2024-02-28T00:00:00Z, PT23H59M, 4",
    "2024-02-28T10:30:00Z, P1D, 5",
    "2024-02-28T10:17:30Z, PT24H1M, 5",
    "2024-02-27T05:41:00Z, PT39H7M, 4",
    "2024-02-29T23:59:00Z, PT1H, 1"
  })
  void eachWindowEqualsAReadingOfItAlone(String first, Duration step, int points) {
    storeAtRandom(7);
    AsOfGrid grid = new AsOfGrid(EventTime.parse(first), step, points);

    HistoryReading reading = read(ALPHA, grid);

    assertThat(reading.windows().toList())
        .isEqualTo(readAlone(grid, reading.snapshot()))
        .hasSize(points)
        .anyMatch(window -> !window.pairs().isEmpty());
  }

  @Test
  void windowsOfRandomGridsEqualTheFold() {
    storeAtRandom(11);
    var stored = harness().storedSignals(ALPHA);
    SplittableRandom random = new SplittableRandom(13);

    for (int i = 0; i < 30; i++) {
      EventTime first = new EventTime(AROUND.plusSeconds(random.nextLong(-90_000, 90_000)));
      Duration step = Duration.ofMinutes(1 + (long) Math.pow(3_000, random.nextDouble()));
      for (WindowReading window :
          read(ALPHA, new AsOfGrid(first, step, 1 + random.nextInt(25))).windows().toList()) {
        assertThat(StoredFold.byPair(window)).isEqualTo(StoredFold.byPair(stored, window.window()));
      }
    }
  }

  @Test
  void pairsOfTheRestAreReadToo() {
    TenantSettings standard = TenantSettings.STANDARD;
    TenantSettings few =
        new TenantSettings(
            standard.thresholds(), standard.share(), standard.retention(), new PairLimit(2));
    assertThat(ledger().tenants().change(ALPHA, few)).isPresent();
    storeAtRandom(17);
    AsOfGrid grid = new AsOfGrid(new EventTime(AROUND), Duration.ofMinutes(45), 50);

    HistoryReading reading = read(ALPHA, grid);

    assertThat(reading.windows().toList())
        .isEqualTo(readAlone(grid, reading.snapshot()))
        .anyMatch(window -> window.pairs().size() > 2);
  }

  @Test
  void windowsReachToTheEndOfTheYear9999() {
    win(Signals.of(ALPHA).withTs("9999-12-31T23:30:00Z"));
    AsOfGrid grid = new AsOfGrid(EventTime.parse("9999-12-31T22:59:00Z"), Duration.ofHours(1), 2);

    HistoryReading reading = read(ALPHA, grid);

    assertThat(counts(reading)).containsExactly(0L, 1L);
    assertThat(reading.windows().toList()).isEqualTo(readAlone(grid, reading.snapshot()));
  }

  @Test
  void pairThatHasLeftTheWindowIsNoMore() {
    win(Signals.of(ALPHA), Signals.of(ALPHA).withType("u").withTs("2024-03-10T18:00:00Z"));
    AsOfGrid grid = new AsOfGrid(Signals.NOON, Duration.ofHours(12), 5);

    assertThat(read(ALPHA, grid).windows().map(window -> window.pairs().size()))
        .containsExactly(1, 2, 1, 0, 0);
  }

  @Test
  void theOtherTenantCannotChangeTheSums() {
    win(Signals.of(ALPHA));
    win(Signals.of(BETA), Signals.of(BETA).withId("2"));
    AsOfGrid grid = new AsOfGrid(Signals.NOON, Duration.ofHours(1), 3);

    assertThat(counts(read(ALPHA, grid))).containsExactly(1L, 1L, 1L);
    assertThat(counts(read(BETA, grid))).containsExactly(2L, 2L, 2L);
    assertThat(counts(read(GAMMA, grid))).containsExactly(0L, 0L, 0L);
    assertThat(counts(read(new TenantId("nobody"), grid))).containsExactly(0L, 0L, 0L);
  }

  @Test
  void readingWithMoreSumsThanAllowedIsNone() {
    win(
        Signals.of(ALPHA),
        Signals.of(ALPHA).withId("2").withType("u"),
        Signals.of(ALPHA).withId("3").withType("u").withTs("2024-03-10T13:30:00Z"));
    AsOfGrid grid = new AsOfGrid(Signals.NOON, Duration.ofHours(1), 3);

    assertThat(ledger().windows().read(ALPHA, grid, 2)).isEmpty();
    assertThat(ledger().windows().read(ALPHA, grid, 3)).isPresent();
    assertThat(ledger().windows().read(BETA, grid, 1)).isPresent();
  }

  @Test
  void snapshotNamesWhatTheReadingSaw() {
    AsOfGrid grid = new AsOfGrid(Signals.NOON, Duration.ofHours(1), 2);
    CommitToken before = win(Signals.of(ALPHA));
    HistoryReading early = read(ALPHA, grid);
    CommitToken after = win(Signals.of(ALPHA).withId("2"));
    HistoryReading late = read(ALPHA, grid);

    assertThat(early.snapshot().includes(before)).isEqualTo(Inclusion.INCLUDED);
    assertThat(early.snapshot().includes(after)).isEqualTo(Inclusion.NOT_INCLUDED);
    assertThat(late.snapshot().includes(after)).isEqualTo(Inclusion.INCLUDED);
    assertThat(early.windows()).allMatch(window -> window.snapshot().equals(early.snapshot()));
  }

  @Test
  void allWindowsAreOfOneSnapshot() {
    AsOfGrid grid = new AsOfGrid(Signals.NOON, Duration.ofHours(36), 3);
    AtomicBoolean done = new AtomicBoolean();
    try (Together together = new Together()) {
      Future<Integer> writer = together.begin(() -> writeToEveryWindow(grid, done));
      while (!done.get()) {
        assertThat(counts(read(ALPHA, grid)).stream().distinct()).hasSize(1);
      }
      assertThat(Together.result(writer)).isEqualTo(60);
    }
    assertThat(counts(read(ALPHA, grid))).containsOnly(60L);
  }

  /** Each group adds one signal to each window. */
  private int writeToEveryWindow(AsOfGrid grid, AtomicBoolean done) {
    try {
      for (int i = 0; i < 60; i++) {
        Signals signal = Signals.of(ALPHA).withId("k" + i);
        append(grid.asOfs().map(signal::withTs).toArray(Signals[]::new));
      }
      return 60;
    } finally {
      done.set(true);
    }
  }

  @Test
  void failureIsSafeToRetry() {
    AsOfGrid grid = new AsOfGrid(Signals.NOON, Duration.ofHours(1), 2);
    win(Signals.of(ALPHA));
    harness().down();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> read(ALPHA, grid))
        .matches(e -> e.retry() == RetrySafety.SAFE);
    harness().up();

    assertThat(counts(read(ALPHA, grid))).containsExactly(1L, 1L);
  }

  private HistoryReading read(TenantId tenant, AsOfGrid grid) {
    return ledger().windows().read(tenant, grid, PLENTY).orElseThrow();
  }

  /**
   * The windows of a grid, each read by itself, as if in the given snapshot: the store's own work
   * may move it on between two readings.
   */
  private List<WindowReading> readAlone(AsOfGrid grid, Snapshot snapshot) {
    return grid.asOfs()
        .map(asOf -> read(ALPHA, asOf))
        .map(alone -> new WindowReading(alone.window(), alone.pairs(), snapshot))
        .toList();
  }

  private static List<Long> counts(HistoryReading reading) {
    return reading.windows().map(window -> StoredFold.total(window).count()).toList();
  }

  private void storeAtRandom(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Signals> signals = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      signals.add(
          Signals.of(ALPHA)
              .withId("k" + i)
              .withTs(new EventTime(AROUND.plusSeconds(random.nextLong(-100_000, 100_000))))
              .withSource("s" + random.nextInt(5))
              .withType("t" + random.nextInt(3))
              .withMeasure("0." + random.nextLong(1_000_000_000), "" + (1 + random.nextInt(99))));
    }
    claims(Signals.group(signals));
  }
}
