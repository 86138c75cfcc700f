package io.signalcoherence.core.engine;

import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Time, threads and chance that a test rules: everything runs on the caller's thread as events in
 * virtual time. A call that blocks lets the world go on meanwhile with {@link #pass}, so that other
 * events happen within it.
 */
final class World {

  static final Instant START = Instant.parse("2024-03-10T12:00:00Z");

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final SplittableRandom chance;
  private long now;
  private long order;
  private int watches;
  private Runnable afterEach = () -> {};
  private @Nullable AssertionError failure;

  World(long seed) {
    this.chance = new SplittableRandom(seed);
  }

  /** What is checked after every event. */
  void afterEach(Runnable check) {
    this.afterEach = check;
  }

  SplittableRandom chance() {
    return chance;
  }

  Instant instant() {
    return START.plusNanos(now);
  }

  void in(Duration delay, Runnable task) {
    events.add(new Event(now + delay.toNanos(), order++, task));
    watches += task instanceof Watch ? 1 : 0;
  }

  /** Lets time pass, with all that happens in it. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    Event next = events.peek();
    while (next != null && next.at() <= end) {
      step();
      next = events.peek();
    }
    now = Math.max(now, end);
  }

  /** Goes on until nothing is left to happen, but for watches, which nothing waits for. */
  void settle() {
    while (events.size() > watches) {
      step();
    }
    rethrow();
  }

  private void step() {
    Event event = events.remove();
    watches -= event.task() instanceof Watch ? 1 : 0;
    now = Math.max(now, event.at());
    try {
      event.task().run();
      afterEach.run();
    } catch (AssertionError e) {
      fail(e);
      throw e;
    }
  }

  /** Keeps a failed assertion, because it may be thrown through code that outlives errors. */
  void fail(AssertionError e) {
    failure = failure == null ? e : failure;
  }

  /** How many looks of watches lie ahead. */
  int watches() {
    return watches;
  }

  /** Fails as the first assertion did that failed within an event, wherever that error went. */
  void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }

  /** A pool of so many threads whose queue refuses beyond a bound. */
  Executor threads(int threads, int bound) {
    return new Pool(threads, bound);
  }

  Surroundings surroundings(Surroundings.Workers workers) {
    InstantSource clock = this::instant;
    Ticker ticker = () -> Duration.ofNanos(now);
    return new Surroundings(workers, this::in, clock, ticker, chance::nextDouble);
  }

  private record Event(long at, long order, Runnable task) {}

  private final class Pool implements Executor {
    private final int threads;
    private final int bound;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int busy;

    Pool(int threads, int bound) {
      this.threads = threads;
      this.bound = bound;
    }

    @Override
    public void execute(Runnable task) {
      if (queue.size() >= bound) {
        throw new RejectedExecutionException("full");
      }
      queue.add(task);
      in(Duration.ofNanos(chance.nextInt(20_000)), this::next);
    }

    private void next() {
      if (busy == threads || queue.isEmpty()) {
        return;
      }
      busy++;
      try {
        queue.remove().run();
      } finally {
        busy--;
        if (!queue.isEmpty()) {
          in(Duration.ZERO, this::next);
        }
      }
    }
  }
}
