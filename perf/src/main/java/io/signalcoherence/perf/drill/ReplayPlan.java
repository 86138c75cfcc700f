package io.signalcoherence.perf.drill;

/**
 * What {@code drill replay} does.
 *
 * @param seed of the signals that are sent once, and of every choice
 * @param signals distinct golden signals of each of the ten tenants
 * @param kills SIGKILLs of a service that has records open
 * @param rate most records that are published in a second
 * @param control what is broken on purpose
 */
record ReplayPlan(long seed, int signals, int kills, int rate, Control control) {

  /** How often the golden file is published while services are killed, at least. */
  static final int PASSES = 3;

  /** Of each topic: each service reads half of them. */
  static final int PARTITIONS = 6;

  private static final int MOST_SIGNALS = 50_000;
  private static final int MOST_KILLS = 1_000;

  ReplayPlan {
    if (signals < 100 || signals > MOST_SIGNALS) {
      throw new IllegalArgumentException(
          "signals: " + signals + " (expected: 100 to " + MOST_SIGNALS + ")");
    }
    if (kills < 1 || kills > MOST_KILLS) {
      throw new IllegalArgumentException(
          "kills: " + kills + " (expected: 1 to " + MOST_KILLS + ")");
    }
    if (rate < 1) {
      throw new IllegalArgumentException("rate: " + rate + " records/s (expected: >= 1)");
    }
  }
}
