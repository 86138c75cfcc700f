package io.signalcoherence.perf.fault;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Ways to break the service, or what stands around it, on purpose: a drill must notice each. */
enum Twist {
  /** The service as it is. */
  NONE(Broken.Law.IS_FELT),
  /** A front answers before it forwards: what is dropped was acknowledged. */
  ACK_BEFORE_COMMIT(Broken.Law.COUNTS_ONCE),
  /** A publisher takes a signal for acknowledged when it has handed it over, and sends it once. */
  ACK_BEFORE_PUBLISH(Broken.Law.COUNTS_ONCE),
  /** A front lets pushes through only while the failing server answers. */
  SHARED_FATE(Broken.Law.INGEST_UNCHANGED),
  /** A front answers reads from what it kept for 10 s, whichever commit they name. */
  TOKEN_BLIND(Broken.Law.READS_RIGHT),
  /** Metrics and readiness say for ever what they said at first. */
  MUTE(Broken.Law.IS_TOLD),
  /** A signal is put into the graph that the ledger does not have. */
  GRAPH_EXTRA(Broken.Law.GRAPH_EQUALS_LEDGER);

  private final Broken.Law mark;

  Twist(Broken.Law mark) {
    this.mark = mark;
  }

  /** The one of that name, as on the command line. */
  static Twist of(String name) {
    StringJoiner names = new StringJoiner(", ");
    for (Twist twist : values()) {
      names.add(twist.wireName());
      if (twist.wireName().equals(name)) {
        return twist;
      }
    }
    throw new IllegalArgumentException("control: " + name + " (expected: " + names + ")");
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether a finding is right: nothing broken without sabotage, and the law that it breaks with
   * it.
   */
  boolean isAsItMustBe(List<Broken> broken) {
    return this == NONE ? broken.isEmpty() : broken.stream().anyMatch(each -> each.law() == mark);
  }

  /** The last line of a report. */
  String verdict(boolean passed) {
    if (this == NONE) {
      return passed ? "PASSED" : "FAILED";
    }
    return passed ? "PASSED: the drill noticed the sabotage" : "FAILED: the drill did not notice";
  }
}
