package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.Keeping;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One search for a reading, for all who wait for it, or to renew what is kept, for nobody. Guarded
 * by its own lock; searched by one thread at a time. Whatever is thrown by one who waits concerns
 * that one alone.
 */
final class Flight {

  private final ReadingKey key;
  private final boolean renews;
  private final List<Waiter> waiters = new ArrayList<>();
  private volatile long begunNanos;

  /** When it no longer waits for another instance's lease; not set before it has asked for one. */
  private @Nullable Long leaseUntilNanos;

  Flight(ReadingKey key, boolean renews) {
    this.key = key;
    this.renews = renews;
  }

  /**
   * Who waits.
   *
   * @param atLeast commits that the answer must include: one or none
   * @param arrivedNanos when the question came
   * @param wanted whether the answer is still wanted
   * @param found is given what was found, if the answer is wanted then
   * @param failed is given what went wrong
   */
  record Waiter(
      List<CommitToken> atLeast,
      long arrivedNanos,
      BooleanSupplier wanted,
      Consumer<Readings.Found> found,
      Consumer<Throwable> failed) {

    /** Tells what was found, unless that is not wanted any more. */
    void tell(Readings.Found what) {
      if (isWanted()) {
        try {
          found.accept(what);
        } catch (RuntimeException | Error e) {
          fail(e);
        }
      }
    }

    /** Tells what went wrong. */
    void fail(Throwable failure) {
      try {
        failed.accept(failure);
      } catch (RuntimeException | Error e) {
        // who can't be told can't be helped, and the others still can
      }
    }

    /** Whether the answer is still wanted; who can't tell is told why, and not asked again. */
    boolean isWanted() {
      try {
        return wanted.getAsBoolean();
      } catch (RuntimeException | Error e) {
        fail(e);
        return false;
      }
    }

    /** Whether a search that began at some time surely sees all that this one may ask for. */
    boolean mayJoin(long begunNanos) {
      return atLeast.isEmpty() || begunNanos > arrivedNanos;
    }

    /** The same, as if it came now, so that it joins no search but one that begins later. */
    Waiter arrivingAt(long nanos) {
      return new Waiter(atLeast, nanos, wanted, found, failed);
    }
  }

  ReadingKey key() {
    return key;
  }

  /** Whether it is to find a reading newer than what is kept, though that may be served. */
  boolean renews() {
    return renews;
  }

  long begunNanos() {
    return begunNanos;
  }

  void begin(long nanos) {
    begunNanos = nanos;
  }

  /**
   * Whether it may still wait for the lease of another instance.
   *
   * @param until when it may no longer, if it asks for the first time
   * @param now the time
   */
  boolean mayWaitForLease(long until, long now) {
    if (leaseUntilNanos == null) {
      leaseUntilNanos = until;
    }
    return now < leaseUntilNanos;
  }

  synchronized void add(Waiter waiter) {
    waiters.add(waiter);
  }

  /** The commits that those who wait must see. */
  synchronized List<CommitToken> needed() {
    return waiters.stream().flatMap(waiter -> waiter.atLeast().stream()).distinct().toList();
  }

  /** Ends a search for others if none of them wants its end: nothing more is asked for it. */
  synchronized void giveUpUnlessWanted() {
    if (!renews && waiters.stream().noneMatch(Waiter::isWanted)) {
      throw new CancellationException("nobody waits for this read any more");
    }
  }

  /**
   * Answers all who wait, but for those who must see more than a reading that is from another
   * instance includes; to be called when nobody can join any more.
   *
   * @return those who are not answered
   */
  List<Waiter> answer(Readings.Found found) {
    List<Waiter> unanswered = new ArrayList<>();
    for (Waiter waiter : taken()) {
      if (found.isFromLedger() || includes(found.kept(), waiter)) {
        waiter.tell(found);
      } else {
        unanswered.add(waiter);
      }
    }
    return unanswered;
  }

  /** Those whose answer is still wanted; to be called when nobody can join any more. */
  List<Waiter> takeWanted() {
    return taken().stream().filter(Waiter::isWanted).toList();
  }

  void fail(Throwable failure) {
    taken().forEach(waiter -> waiter.fail(failure));
  }

  private static boolean includes(KeptReading kept, Waiter waiter) {
    return Keeping.includesAll(kept.reading().snapshot(), waiter.atLeast());
  }

  private synchronized List<Waiter> taken() {
    List<Waiter> taken = List.copyOf(waiters);
    waiters.clear();
    return taken;
  }
}
