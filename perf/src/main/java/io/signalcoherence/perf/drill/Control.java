package io.signalcoherence.perf.drill;

import java.util.Locale;
import java.util.StringJoiner;

/** Ways to break the service on purpose. A drill that does not notice proves nothing. */
public enum Control {
  /** The service as it is. */
  NONE,
  /**
   * Appends commit without waiting for the disk, and the WAL writer sleeps: PostgreSQL's death
   * loses acknowledged signals.
   */
  SYNC_OFF,
  /** The ledger's unique key is dropped: a signal sent again is stored again. */
  NO_UNIQUE,
  /** A front answers before it forwards: the service's death loses acknowledged signals. */
  ACK_BEFORE_COMMIT,
  /** All tenants share one writer lane: one that waits stops the others. */
  ONE_LANE,
  /**
   * Offsets are committed up to the end of the topic before what lies there is stored: a reader's
   * death loses acknowledged records.
   */
  OFFSETS_FIRST;

  /**
   * The control of that name, as on the command line.
   *
   * @param offered by the drill; {@code none} always is
   */
  public static Control of(String name, Control... offered) {
    StringJoiner names = new StringJoiner(", ", "none, ", "").setEmptyValue("none");
    for (Control control : offered) {
      names.add(control.wireName());
      if (control.wireName().equals(name)) {
        return control;
      }
    }
    if (name.equals(NONE.wireName())) {
      return NONE;
    }
    throw new IllegalArgumentException("control: " + name + " (expected: " + names + ")");
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether the drill's finding is right: nothing broken without sabotage, and its very mark with
   * it.
   */
  public boolean isAsItMustBe(Violations violations) {
    return switch (this) {
      case NONE -> violations.none();
      case NO_UNIQUE -> violations.count(Violation.Kind.DOUBLED) > 0;
      case ONE_LANE -> violations.count(Violation.Kind.STOPPED) > 0;
      case SYNC_OFF, ACK_BEFORE_COMMIT, OFFSETS_FIRST -> violations.count(Violation.Kind.LOST) > 0;
    };
  }

  /** The last line of a report. */
  public String verdict(boolean passed) {
    if (this == NONE) {
      return passed ? "PASSED" : "FAILED";
    }
    return passed ? "PASSED: the drill noticed the sabotage" : "FAILED: the drill did not notice";
  }
}
