package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Span;
import io.signalcoherence.ports.model.Sums;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * One tenant's sums by pair and minute, and by pair and hour. A span is read as the minutes before
 * its first whole hour, its whole hours, and the minutes after the last: a window, at most 23 hours
 * and 60 minutes a pair. Guarded by the store's lock.
 */
final class MemorySums {

  private final NavigableMap<Instant, Map<Pair, Sums>> minutes = new TreeMap<>();
  private final NavigableMap<Instant, Map<Pair, Sums>> hours = new TreeMap<>();
  private final Map<Instant, Set<Pair>> namedByDay = new HashMap<>();

  void add(Signal signal, PairLimit limit) {
    EventTime ts = signal.key().ts();
    Pair pair = pairOf(signal, limit);
    Sums sums = Sums.of(signal.value(), signal.weight());
    add(minutes, ts.minute(), pair, sums);
    add(hours, ts.hour(), pair, sums);
  }

  /** The pairs of a day are told apart in the order in which their first signals are committed. */
  private Pair pairOf(Signal signal, PairLimit limit) {
    Pair pair = new Pair.Named(signal.key().source(), signal.type());
    Set<Pair> named = namedByDay.computeIfAbsent(signal.key().ts().day(), day -> new HashSet<>());
    if (named.contains(pair)) {
      return pair;
    }
    if (named.size() < limit.value()) {
      named.add(pair);
      return pair;
    }
    return Pair.other();
  }

  private static void add(Map<Instant, Map<Pair, Sums>> spans, Instant span, Pair pair, Sums sums) {
    spans.computeIfAbsent(span, from -> new HashMap<>()).merge(pair, sums, Sums::plus);
  }

  List<PairSums> read(Span span) {
    Instant firstHour =
        span.from().minusNanos(1).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    Instant lastHour = span.to().truncatedTo(ChronoUnit.HOURS);
    Map<Pair, Sums> total = new TreeMap<>();
    if (firstHour.isBefore(lastHour)) {
      collect(minutes, span.from(), firstHour, total);
      collect(hours, firstHour, lastHour, total);
      collect(minutes, lastHour, span.to(), total);
    } else {
      collect(minutes, span.from(), span.to(), total);
    }
    return total.entrySet().stream()
        .map(entry -> new PairSums(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static void collect(
      NavigableMap<Instant, Map<Pair, Sums>> spans,
      Instant from,
      Instant to,
      Map<Pair, Sums> total) {
    spans
        .subMap(from, true, to, false)
        .values()
        .forEach(span -> span.forEach((pair, sums) -> total.merge(pair, sums, Sums::plus)));
  }
}
