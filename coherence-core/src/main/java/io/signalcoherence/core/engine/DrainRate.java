package io.signalcoherence.core.engine;

/**
 * How many signals a lane has stored in a second, lately: an exponentially weighted mean over the
 * groups of which something was stored, in which each counts a fifth of all before it. A group of
 * which nothing was stored says nothing of how fast a backlog drains. Written by one thread at a
 * time, read by any.
 */
final class DrainRate {

  private static final double NEWEST = 0.2;
  private static final double NANOS_PER_SECOND = 1e9;

  private volatile double perSecond;

  void served(int stored, long nanos) {
    if (stored == 0) {
      return;
    }
    double now = stored * NANOS_PER_SECOND / Math.max(1, nanos);
    double before = perSecond;
    perSecond = before == 0 ? now : before + NEWEST * (now - before);
  }

  /** 0 until the first group was stored. */
  double perSecond() {
    return perSecond;
  }
}
