package io.signalcoherence.core.engine;

/**
 * How many signals a lane has served in a second, lately: an exponentially weighted mean over its
 * groups, in which each group counts a fifth of all before it. Written by one thread at a time,
 * read by any.
 */
final class DrainRate {

  private static final double NEWEST = 0.2;
  private static final double NANOS_PER_SECOND = 1e9;

  private volatile double perSecond;

  void served(int signals, long nanos) {
    double now = signals * NANOS_PER_SECOND / Math.max(1, nanos);
    double before = perSecond;
    perSecond = before == 0 ? now : before + NEWEST * (now - before);
  }

  /** 0 until the first group has ended. */
  double perSecond() {
    return perSecond;
  }
}
