package io.signalcoherence.core.engine;

/**
 * Whether calls to a store get through, told by how they end and by how long none does. Open, it
 * lets every call pass until one has been under way for too long. In doubt, after a call that
 * failed or took too long, it lets one pass at a time, not before a pause, until one gets through
 * in time. Each change makes a new one; times are in nanoseconds of one ticker.
 *
 * @param inDoubt whether the last call failed, or took more than {@value #MOST_LIMITS} limits
 * @param failures how many calls have failed since the last that did not
 * @param underway calls that have begun and not ended
 * @param since while calls are under way: when one of them ended last, or else when the first began
 * @param notBefore when a call may pass again while in doubt
 * @param lastNanos how long the last call that got through took
 */
record Passage(
    boolean inDoubt, int failures, int underway, long since, long notBefore, long lastNanos) {

  /** Open, with nothing under way. */
  static final Passage OPEN = new Passage(false, 0, 0, 0, 0, 0);

  private static final int MOST_LIMITS = 3;

  /** What becomes of a call that would begin now. */
  enum Verdict {
    /** It passes. */
    GO,
    /** It passes, to find out whether calls get through again. */
    TRY,
    /** It would not get through, or not in time. */
    REFUSE
  }

  /** A call has begun. */
  Passage begun(long now) {
    return new Passage(
        inDoubt, failures, underway + 1, underway == 0 ? now : since, notBefore, lastNanos);
  }

  /** A call got its answer, whatever the answer was. */
  Passage gotThrough(long now, long limit) {
    long took = now - since;
    return new Passage(took > MOST_LIMITS * limit, 0, underway - 1, now, now, took);
  }

  /** A call failed because of the store or the way to it; none should pass before a pause. */
  Passage failed(long now, long pause) {
    return new Passage(true, failures + 1, underway - 1, now, now + pause, lastNanos);
  }

  /**
   * How long a call may be under way before it counts as stalled: the limit, or twice what the last
   * one took, and no more than {@value #MOST_LIMITS} limits. So a store that is slow, but not too
   * slow, is waited for.
   */
  long patience(long limit) {
    return Math.max(limit, Math.min(MOST_LIMITS * limit, 2 * lastNanos));
  }

  /** Whether calls are under way and none has ended for longer than the patience. */
  boolean isStalled(long now, long limit) {
    return underway > 0 && now - since > patience(limit);
  }

  /**
   * Whether it is in doubt, and the next call has had less than so long to show whether that is
   * over. A store that is away, or too slow, is so for one call after the other, and not back
   * between two of them; where nobody calls, nothing can be told, and it counts as back.
   */
  boolean isInDoubtLately(long now, long calm) {
    return inDoubt && now - notBefore < calm;
  }

  Verdict verdict(long now, long limit) {
    if (!inDoubt) {
      return isStalled(now, limit) ? Verdict.REFUSE : Verdict.GO;
    }
    return underway > 0 || now < notBefore ? Verdict.REFUSE : Verdict.TRY;
  }
}
