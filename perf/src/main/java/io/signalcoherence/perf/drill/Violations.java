package io.signalcoherence.perf.drill;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The broken promises found so far: all counted, the first of each kind kept. Safe for use by
 * several threads.
 */
public final class Violations {

  private static final int KEPT = 5;

  private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);
  private final List<Violation> first = new ArrayList<>();

  /** None yet. */
  public Violations() {}

  /** Counts one more. */
  public synchronized void add(Violation.Kind kind, String detail) {
    if (counts.merge(kind, 1, Integer::sum) <= KEPT) {
      first.add(new Violation(kind, detail));
    }
  }

  public synchronized int count(Violation.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  public synchronized boolean none() {
    return counts.isEmpty();
  }

  public synchronized Map<Violation.Kind, Integer> counts() {
    return Map.copyOf(counts);
  }

  public synchronized List<Violation> first() {
    return List.copyOf(first);
  }
}
