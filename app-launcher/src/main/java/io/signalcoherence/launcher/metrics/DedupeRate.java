package io.signalcoherence.launcher.metrics;

import java.time.Duration;

/**
 * Duplicates divided by signals received over the last whole minute, in steps of a second. Safe for
 * any number of threads; a signal costs one short lock.
 */
final class DedupeRate {

  private static final int SLOTS = 60;

  private final long[] received = new long[SLOTS];
  private final long[] duplicates = new long[SLOTS];
  private long newest;

  synchronized void received(Duration now, long signals) {
    received[slot(now)] += signals;
  }

  synchronized void duplicate(Duration now) {
    duplicates[slot(now)]++;
  }

  /** 0 to 1; 0 if nothing was received. */
  synchronized double at(Duration now) {
    slot(now);
    long all = 0;
    long twice = 0;
    for (int i = 0; i < SLOTS; i++) {
      all += received[i];
      twice += duplicates[i];
    }
    // a duplicate is told after its signal was received, so its second may outlive the signal's
    return all == 0 ? 0 : Math.min(1, (double) twice / all);
  }

  private int slot(Duration now) {
    long second = now.toSeconds();
    for (long passed = Math.max(newest + 1, second - SLOTS + 1); passed <= second; passed++) {
      received[Math.floorMod(passed, SLOTS)] = 0;
      duplicates[Math.floorMod(passed, SLOTS)] = 0;
    }
    newest = Math.max(newest, second);
    return Math.floorMod(newest, SLOTS);
  }
}
