package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Every search ends, and with it whoever waits for it is answered, whatever another one does. */
final class SearchEndsTest {

  private static final Duration FRESH = CacheSettings.STANDARD.freshness();
  private static final ReadingKey KEY =
      new ReadingKey(A, Window.endingWith(new EventTime(World.START)));
  private static final CommitToken BEFORE_ALL =
      CommitToken.ofFirstRun(new EpochNumber(1), TransactionId.BEFORE_ALL, 0);

  private final World world = new World(1);
  private final FaultyLedger ledger = new FaultyLedger(MemoryLedger.create(world::instant));
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private boolean full;
  private boolean busy;
  private final Readings readings =
      new Readings(
          ledger.ports().windows(),
          new Caching(CacheSettings.STANDARD, SharedReadings.NONE, ReadingObserver.NONE),
          world.surroundings(new Surroundings.Workers(Runnable::run, this::enqueue, Runnable::run)),
          any -> Optional.empty(),
          new Readings.Renewing(2, () -> busy));
  private final List<Readings.Found> found = new ArrayList<>();
  private final List<Throwable> failed = new ArrayList<>();

  private void enqueue(Runnable task) {
    if (full) {
      throw new RejectedExecutionException("full");
    }
    queue.add(task);
  }

  @Test
  void waiterThatThrowsWhateverItIsToldKeepsNoOtherFromItsAnswer() {
    boolean[] once = {false};
    ledger.afterRead =
        () -> {
          if (!once[0]) {
            once[0] = true;
            readings.find(KEY, broken(() -> true));
            readings.find(KEY, broken(SearchEndsTest::thrown));
            readings.find(KEY, sound(List.of()));
            readings.find(KEY, sound(List.of(BEFORE_ALL)));
            world.pass(Duration.ofMillis(1));
          }
        };
    readings.find(KEY, broken(() -> true));

    assertThat(found).hasSize(2);
    assertThat(failed).isEmpty();
    assertThat(ledger.reads).isBetween(1, 2);
    assertThat(readings.searches()).isZero();
  }

  @Test
  void failureIsToldToAllThoughTheFirstThrowsAndTheNextSearchIsMade() {
    boolean[] down = {true};
    ledger.readsDown = () -> down[0];
    ledger.onRead =
        () -> {
          if (down[0] && ledger.reads == 1) {
            readings.find(KEY, broken(() -> true));
            readings.find(KEY, sound(List.of()));
            world.pass(Duration.ofMillis(1));
            readings.find(KEY, sound(List.of(BEFORE_ALL)));
          } else {
            down[0] = false;
          }
        };
    readings.find(KEY, broken(() -> true));

    assertThat(failed).hasSize(1);
    assertThat(found).hasSize(1);
    assertThat(ledger.reads).isEqualTo(2);
    assertThat(readings.searches()).isZero();
  }

  @Test
  void searchThatNobodyWantsWhileOneCanNotTellWhetherItDoesIsNotMade() {
    readings.find(KEY, broken(SearchEndsTest::thrown));

    assertThat(ledger.reads).isZero();
    assertThat(readings.searches()).isZero();
  }

  @Test
  void renewalThatWaitsForAReaderIsMadeByWhoNeedsItFirst() {
    readings.find(KEY, sound(List.of()));
    world.pass(FRESH);
    assertThat(readings.atOnce(KEY, List.of())).isPresent();
    assertThat(queue).hasSize(1);
    world.pass(Duration.ofMillis(1));

    int before = ledger.reads;
    readings.find(KEY, sound(List.of()));
    assertThat(found).hasSize(2);
    assertThat(ledger.reads - before).isEqualTo(1);
    queue.remove().run();
    assertThat(ledger.reads - before).isEqualTo(1);
    assertThat(readings.searches()).isZero();
  }

  @Test
  void renewalThatIsDroppedLeavesItsPlaceToTheNext() {
    readings.find(KEY, sound(List.of()));
    world.pass(FRESH);
    full = true;
    assertThat(readings.atOnce(KEY, List.of())).isPresent();
    full = false;
    busy = true;
    assertThat(readings.atOnce(KEY, List.of())).isPresent();
    queue.remove().run();
    busy = false;
    assertThat(readings.searches()).isZero();

    int before = ledger.reads;
    assertThat(readings.atOnce(KEY, List.of())).isPresent();
    queue.remove().run();
    assertThat(ledger.reads - before).isEqualTo(1);
    assertThat(readings.searches()).isZero();
  }

  @Test
  void noMoreThanSoManyReadingsAreRenewedAtOnce() {
    for (int minutes = 0; minutes < 5; minutes++) {
      readings.find(minutesAgo(minutes), sound(List.of()));
    }
    world.pass(FRESH);
    for (int minutes = 0; minutes < 5; minutes++) {
      assertThat(readings.atOnce(minutesAgo(minutes), List.of())).isPresent();
    }
    assertThat(queue).hasSize(2);
    queue.remove().run();
    assertThat(readings.atOnce(minutesAgo(4), List.of())).isPresent();
    assertThat(queue).hasSize(2);
    queue.forEach(Runnable::run);
    assertThat(readings.searches()).isZero();
  }

  private static ReadingKey minutesAgo(int minutes) {
    EventTime asOf = new EventTime(World.START.minus(Duration.ofMinutes(minutes)));
    return new ReadingKey(A, Window.endingWith(asOf));
  }

  private Flight.Waiter sound(List<CommitToken> atLeast) {
    return new Flight.Waiter(atLeast, now(), () -> true, found::add, failed::add);
  }

  private Flight.Waiter broken(BooleanSupplier wanted) {
    return new Flight.Waiter(
        List.of(),
        now(),
        wanted,
        any -> {
          throw new IllegalStateException("can't be told");
        },
        any -> {
          throw new StackOverflowError();
        });
  }

  private static boolean thrown() {
    throw new IllegalStateException("can't tell");
  }

  private long now() {
    return Duration.between(World.START, world.instant()).toNanos();
  }
}
