package io.signalcoherence.core.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A passage with its clock and its limit. Thread-safe. */
final class Gate {

  /** More than senders wait that were told to come again soon. */
  private static final long CALM_NANOS = Duration.ofSeconds(5).toNanos();

  private final Surroundings surroundings;
  private final long limitNanos;
  private final IntFunction<Duration> pauses;
  private final AtomicReference<Passage> passage = new AtomicReference<>(Passage.OPEN);

  /**
   * Makes an open one.
   *
   * @param limit how long a call may be under way
   * @param pauses how long to pause after so many failures
   */
  Gate(Surroundings surroundings, Duration limit, IntFunction<Duration> pauses) {
    this.surroundings = surroundings;
    this.limitNanos = limit.toNanos();
    this.pauses = pauses;
  }

  void begun() {
    long now = surroundings.nanos();
    change(before -> before.begun(now));
  }

  void gotThrough() {
    long now = surroundings.nanos();
    change(before -> before.gotThrough(now, limitNanos));
  }

  void failed() {
    long now = surroundings.nanos();
    long pause = pauses.apply(passage.get().failures() + 1).toNanos();
    change(before -> before.failed(now, pause));
  }

  Passage.Verdict verdict() {
    return passage.get().verdict(surroundings.nanos(), limitNanos);
  }

  boolean isStalled() {
    return passage.get().isStalled(surroundings.nanos(), limitNanos);
  }

  /** Whether a call failed or took too long lately, and none has got through in time since. */
  boolean isInDoubtLately() {
    return passage.get().isInDoubtLately(surroundings.nanos(), CALM_NANOS);
  }

  boolean isUnderway() {
    return passage.get().underway() > 0;
  }

  /** How many calls have failed since the last that did not. */
  int failures() {
    return passage.get().failures();
  }

  /** How long no call should begin; 0 or less if one may. */
  long pauseNanos() {
    Passage now = passage.get();
    return now.inDoubt() ? now.notBefore() - surroundings.nanos() : 0;
  }

  /** How long until what is under way counts as stalled; the limit if nothing is. */
  long patienceNanos() {
    Passage now = passage.get();
    return now.underway() == 0
        ? limitNanos
        : now.since() + now.patience(limitNanos) - surroundings.nanos();
  }

  private void change(UnaryOperator<Passage> change) {
    Passage unused = passage.updateAndGet(change);
  }
}
