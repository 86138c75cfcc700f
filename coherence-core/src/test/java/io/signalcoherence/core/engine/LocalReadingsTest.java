package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one instance keeps: readings, and which tenants have changed. */
final class LocalReadingsTest {

  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final TenantId A = new TenantId("a");

  private final World world = new World(1);
  private final Surroundings surroundings =
      world.surroundings(new Surroundings.Workers(Runnable::run, Runnable::run, Runnable::run));
  private final LocalReadings local = new LocalReadings(40, surroundings);

  @Test
  void agesGrowWithTime() {
    local.put(key("a"), kept(1, 5), LIFE, LIFE);
    world.pass(Duration.ofMillis(30));

    assertThat(found("a").sinceConfirmed()).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void thoseNotUsedForLongestGoWhenThereAreTooManySums() {
    for (String tenant : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
      local.put(key(tenant), kept(4, 5), LIFE, LIFE);
    }
    assertThat(local.sums()).isEqualTo(40);
    assertThat(local.get(key("a"))).isNotNull();
    local.put(key("i"), kept(4, 5), LIFE, LIFE);

    assertThat(local.get(key("a"))).isNotNull();
    assertThat(local.get(key("b"))).isNull();
    assertThat(local.sums()).isEqualTo(40);
  }

  @Test
  void readingThatWouldPushOutTooManyOthersIsNotKept() {
    local.put(key("a"), kept(5, 5), LIFE, LIFE);

    assertThat(local.get(key("a"))).isNull();
    assertThat(local.sums()).isZero();
  }

  @Test
  void olderLoadNeverReplacesANewerOneUntilThatIsOfNoUse() {
    local.put(key("a"), kept(1, 5), LIFE, LIFE);
    local.put(key("a"), kept(2, 4), LIFE, LIFE);
    assertThat(found("a").reading().snapshot().max()).isEqualTo(new TransactionId(5));
    local.put(key("a"), kept(3, 6), LIFE, LIFE);
    assertThat(found("a").reading().snapshot().max()).isEqualTo(new TransactionId(6));
    assertThat(local.sums()).isEqualTo(4);

    world.pass(LIFE.plusMillis(1));
    local.put(key("a"), kept(1, 5), LIFE, LIFE);
    assertThat(found("a").reading().snapshot().max()).isEqualTo(new TransactionId(5));
  }

  @Test
  void firstOfManyChangesCountsAndTheNextOnesAfterAPause() {
    HeardChanges heard = new HeardChanges(surroundings, Duration.ofSeconds(1), LIFE);
    assertThat(heard.of(A, LIFE)).isEmpty();
    assertThat(heard.hear(A, token(5))).isTrue();
    assertThat(heard.hear(A, token(6))).isFalse();
    assertThat(heard.of(A, LIFE)).containsExactly(token(5));
    world.pass(Duration.ofSeconds(1));
    assertThat(heard.hear(A, token(5))).isFalse();
    assertThat(heard.hear(A, token(4))).isFalse();
    assertThat(heard.hear(A, token(7))).isTrue();
    assertThat(heard.of(A, LIFE)).containsExactly(token(7));
    assertThat(heard.of(new TenantId("b"), LIFE)).isEmpty();
  }

  @Test
  void falseChangeDoesNotCountForEver() {
    HeardChanges heard = new HeardChanges(surroundings, Duration.ofSeconds(1), LIFE);
    assertThat(heard.hear(A, token(Long.MAX_VALUE))).isTrue();
    world.pass(LIFE.plusNanos(1));

    assertThat(heard.of(A, LIFE)).isEmpty();
    assertThat(heard.hear(A, token(5))).isTrue();
  }

  @Test
  void whatWasHeardBeforeAReadingWasAskedForSaysNothingOfIt() {
    HeardChanges heard = new HeardChanges(surroundings, Duration.ofSeconds(1), LIFE);
    assertThat(heard.hear(A, token(5))).isTrue();
    world.pass(Duration.ofMillis(100));

    assertThat(heard.of(A, Duration.ofMillis(100))).containsExactly(token(5));
    assertThat(heard.of(A, Duration.ofMillis(99))).isEmpty();
  }

  @Test
  void changesOfManyTenantsAreBounded() {
    HeardChanges heard = new HeardChanges(surroundings, Duration.ofSeconds(1), LIFE);
    IntStream.rangeClosed(0, 10_000)
        .forEach(i -> assertThat(heard.hear(new TenantId("t" + i), token(1))).isTrue());

    assertThat(heard.of(new TenantId("t0"), LIFE)).isEmpty();
    assertThat(heard.of(new TenantId("t1"), LIFE)).isNotEmpty();
  }

  private KeptReading found(String tenant) {
    LocalReadings.@Nullable Local found = local.get(key(tenant));
    assertThat(found).isNotNull();
    return found.kept();
  }

  private static CommitToken token(long transaction) {
    return CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(transaction), 0);
  }

  private static ReadingKey key(String tenant) {
    return new ReadingKey(new TenantId(tenant), window());
  }

  private static Window window() {
    return Window.endingWith(EventTime.parse("2024-03-10T12:00:00Z"));
  }

  private static KeptReading kept(int pairs, long max) {
    List<PairSums> sums =
        IntStream.range(0, pairs)
            .mapToObj(
                i ->
                    new PairSums(
                        new Pair.Named(new SourceId("s" + i), new SignalType("t")), Sums.ZERO))
            .toList();
    TransactionId end = new TransactionId(max);
    Snapshot snapshot = new Snapshot(new EpochNumber(1), RunNumber.FIRST, end, end, Set.of());
    return new KeptReading(
        new WindowReading(window(), sums, snapshot), World.START, Duration.ZERO, Duration.ZERO);
  }
}
