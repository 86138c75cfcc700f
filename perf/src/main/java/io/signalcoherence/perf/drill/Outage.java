package io.signalcoherence.perf.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What goes wrong with PostgreSQL in a {@code drill fault}. */
enum Outage {
  /** Its folder lies on a small file system of its own, which a ballast file fills. */
  DISK_FULL(true),
  /** SIGSTOP of all its processes: connections stay open, nothing is answered. */
  FROZEN(true),
  /** Each message of the protocol is late, in both directions. */
  SLOW(false),
  /** The network keeps every message and closes nothing. */
  BLACK_HOLE(true),
  /** The network closes every connection and refuses new ones. */
  CUT(true),
  /** Another client takes every connection that is left, and locks what appends and reads need. */
  EXHAUSTED(true),
  /** SIGKILL of all its processes; started again at the end. */
  KILLED(true);

  private static final String ALL = "all";

  private final boolean stopsLedger;

  Outage(boolean stopsLedger) {
    this.stopsLedger = stopsLedger;
  }

  /** Whether nothing can be appended meanwhile, so that the service must say it is not ready. */
  boolean stopsLedger() {
    return stopsLedger;
  }

  /** As on the command line. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Those that a name on the command line means.
   *
   * @param name one's own, or {@code all}
   */
  static List<Outage> named(String name) {
    List<Outage> found = new ArrayList<>();
    StringJoiner names = new StringJoiner(", ", ALL + ", ", "");
    for (Outage outage : values()) {
      names.add(outage.wireName());
      if (name.equals(ALL) || name.equals(outage.wireName())) {
        found.add(outage);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("fault: " + name + " (expected: " + names + ")");
    }
    return found;
  }
}
