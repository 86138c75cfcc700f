package io.signalcoherence.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.core.cache.Keeping.Use;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a reading may serve. */
final class KeepingProperties {

  private static final CacheSettings SETTINGS = CacheSettings.STANDARD;
  private static final Duration TTL = SETTINGS.ttl();
  private static final Instant COMPUTED = Instant.parse("2024-03-10T12:00:00Z");

  @Property
  void servesAsItIsOnlyIfYoungAndCheckedOnlyIfNotTooOld(
      @ForAll @IntRange(min = 0, max = 20_000) int confirmed,
      @ForAll @IntRange(min = 0, max = 20_000) int more,
      @ForAll @IntRange(min = 1, max = 20) int seen,
      @ForAll @IntRange(min = 0, max = 20) int needed,
      @ForAll @IntRange(min = 0, max = 20) int heard) {
    KeptReading kept = kept(seen, confirmed, confirmed + more);

    Use use = Keeping.use(kept, SETTINGS, TTL, tokens(needed), tokens(heard));

    boolean standing = needed < seen && confirmed + more <= 10_000;
    boolean fresh = confirmed <= 1_000;
    assertThat(use == Use.SERVE || use == Use.RENEW).isEqualTo(standing && fresh);
    assertThat(use == Use.CHECK).isEqualTo(standing && !fresh && heard < seen);
    assertThat(use == Use.SERVE)
        .isEqualTo(standing && confirmed <= 500 && heard < seen && confirmed + more <= 9_500);
  }

  @Property
  void whatNeverWaitsIsRenewedByACheckUnlessItsSumsEndSoonOrAChangeWasHeardOf(
      @ForAll @IntRange(min = 0, max = 1_000) int confirmed,
      @ForAll @IntRange(min = 0, max = 9_000) int more,
      @ForAll @IntRange(min = 1, max = 20) int seen,
      @ForAll @IntRange(min = 0, max = 20) int heard) {
    KeptReading kept = kept(seen, confirmed, confirmed + more);

    assertThat(Keeping.renewal(kept, SETTINGS, TTL, tokens(heard)))
        .isEqualTo(heard < seen && confirmed + more <= 9_500 ? Use.CHECK : Use.LOAD);
  }

  @Test
  void sumsThatLiveNoLongerThanTheFreshnessAreRenewedInTheSecondHalfOfTheirLife() {
    Duration life = Duration.ofMillis(100);

    assertThat(Keeping.use(kept(1, 50, 50), SETTINGS, life, List.of(), List.of()))
        .isEqualTo(Use.SERVE);
    assertThat(Keeping.use(kept(1, 51, 51), SETTINGS, life, List.of(), List.of()))
        .isEqualTo(Use.RENEW);
    assertThat(Keeping.use(kept(1, 101, 101), SETTINGS, life, List.of(), List.of()))
        .isEqualTo(Use.LOAD);
  }

  @Property
  void tokenOfAnotherEpochNeverServes(@ForAll @IntRange(min = 1, max = 20) int seen) {
    CommitToken foreign = CommitToken.ofFirstRun(new EpochNumber(2), TransactionId.BEFORE_ALL, 0);

    assertThat(Keeping.use(kept(seen, 0, 0), SETTINGS, TTL, List.of(foreign), List.of()))
        .isEqualTo(Use.LOAD);
  }

  @Property
  void lifeIsTheTimeToLiveLessChance(@ForAll @DoubleRange(max = 1, maxIncluded = false) double by) {
    Duration life = Keeping.life(TTL, SETTINGS.jitterPercent(), by);

    assertThat(life).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
    assertThat(Keeping.life(Duration.ZERO, 20, by)).isZero();
  }

  @Property
  void isNeverYoungerThanEitherClockTells(
      @ForAll @IntRange(min = 0, max = 5_000) int confirmed,
      @ForAll @IntRange(min = -5_000, max = 5_000) int told) {
    KeptReading found =
        Keeping.noYoungerThanTold(kept(1, confirmed, confirmed + 7), COMPUTED.plusMillis(told));

    assertThat(found.sinceConfirmed()).isEqualTo(Duration.ofMillis(Math.max(confirmed, told)));
    assertThat(found.sinceLoaded().minus(found.sinceConfirmed())).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void staleOneIsServedWithinItsBoundAlone() {
    assertThat(Keeping.mayServeStale(kept(1, 70_000, 70_000), seconds(70))).isTrue();
    assertThat(Keeping.mayServeStale(kept(1, 70_001, 70_001), seconds(70))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 10, 20, 60, cache.local-sums: -1 (expected: 0 to 10000000)",
    "1, 61, 70, 20, 60, cache.freshness: PT1M1S (expected: PT0S to PT1M)",
    "1, 5, 4, 20, 60, cache.ttl: PT4S (expected: PT5S to PT1H)",
    "1, 1, 10, 91, 60, cache.ttl-jitter-percent: 91 (expected: 0 to 90)",
    "1, 1, 10, 20, 3601, cache.stale-if-error: PT1H0.001S (expected: PT0S to PT1H)",
  })
  void settingsOutOfRangeAreRefused(
      int sums, int freshness, int ttl, int jitter, int stale, String message) {
    Duration staleIfError = stale == 3601 ? Duration.ofHours(1).plusMillis(1) : seconds(stale);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () -> new CacheSettings(sums, seconds(freshness), seconds(ttl), jitter, staleIfError))
        .withMessage(message);
  }

  @Test
  void agesInTheWrongOrderAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> kept(1, 5, 4));
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> kept(1, -1, 4));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** One token, or none for 0. */
  private static List<CommitToken> tokens(int transaction) {
    return transaction == 0
        ? List.of()
        : List.of(CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(transaction), 0));
  }

  private static KeptReading kept(int seen, int confirmed, int loaded) {
    TransactionId max = new TransactionId(seen);
    Snapshot snapshot = Snapshot.ofFirstRun(new EpochNumber(1), max, max, Set.of());
    Window window = Window.endingWith(new EventTime(COMPUTED));
    return new KeptReading(
        new WindowReading(window, List.of(), snapshot),
        COMPUTED,
        Duration.ofMillis(confirmed),
        Duration.ofMillis(loaded));
  }
}
