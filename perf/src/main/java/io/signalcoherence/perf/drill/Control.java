package io.signalcoherence.perf.drill;

/** Ways to break the service on purpose. A drill that does not notice proves nothing. */
enum Control {
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
  ACK_BEFORE_COMMIT;

  /** The control of that name, as on the command line. */
  static Control of(String name) {
    for (Control control : values()) {
      if (control.name().replace('_', '-').equalsIgnoreCase(name)) {
        return control;
      }
    }
    throw new IllegalArgumentException(
        "control: " + name + " (expected: none, sync-off, no-unique or ack-before-commit)");
  }

  /**
   * Whether the drill's finding is right: nothing broken without sabotage, and its very mark with
   * it.
   */
  boolean isAsItMustBe(Violations violations) {
    return switch (this) {
      case NONE -> violations.none();
      case NO_UNIQUE -> violations.count(Violation.Kind.DOUBLED) > 0;
      case SYNC_OFF, ACK_BEFORE_COMMIT -> violations.count(Violation.Kind.LOST) > 0;
    };
  }
}
