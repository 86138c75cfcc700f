package io.signalcoherence.ports.model;

import java.util.Comparator;

/** A (source, type) pair of a tenant, the unit in which sums are kept and scores are explained. */
public sealed interface Pair extends Comparable<Pair> {

  /** The pair that holds the signals of all pairs beyond the tenant's {@link PairLimit}. */
  static Pair other() {
    return new Other();
  }

  /** The order of named pairs by source, then type, in byte order; {@link Other} comes last. */
  @Override
  default int compareTo(Pair that) {
    if (this instanceof Named left && that instanceof Named right) {
      return Named.ORDER.compare(left, right);
    }
    return Boolean.compare(this instanceof Other, that instanceof Other);
  }

  /**
   * A pair that is told apart.
   *
   * @param source the source
   * @param type the type
   */
  record Named(SourceId source, SignalType type) implements Pair {
    private static final Comparator<Named> ORDER =
        Comparator.comparing(Named::source).thenComparing(Named::type);
  }

  /** The pair of the rest. */
  record Other() implements Pair {}
}
