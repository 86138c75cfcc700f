package io.signalcoherence.ports.model;

import java.util.List;

/**
 * The sums of a span's signals.
 *
 * @param span which minutes
 * @param pairs one entry a pair that has a signal in them, in any order
 */
public record SpanSums(Span span, List<PairSums> pairs) {

  /** Copies the pairs. */
  public SpanSums {
    pairs = List.copyOf(pairs);
  }
}
