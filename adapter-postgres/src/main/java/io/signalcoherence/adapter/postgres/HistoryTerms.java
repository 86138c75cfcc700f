package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of hours and of minutes that make up the cells of a grid. Each term is added to its
 * cell, or taken out of it: an hour that cells share is cut into pieces, of which the longest is
 * the hour's row less the other pieces, so that no piece of more than half an hour is read minute
 * by minute.
 */
final class HistoryTerms {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  /**
   * Rows that begin within a stretch of time, added to a cell or taken out.
   *
   * @param cell the cell's place in the grid's cells
   * @param sign 1 or −1
   * @param from where the rows begin, inclusive
   * @param to where they end, exclusive
   */
  record Term(int cell, int sign, Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }
  }

  private final List<Span> cells;
  private final List<Term> hours = new ArrayList<>();
  private final List<Term> minutes = new ArrayList<>();

  HistoryTerms(AsOfGrid grid) {
    cells = grid.cells();
    SortedMap<Instant, List<Term>> cutHours = new TreeMap<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      cut(cell, cutHours);
    }
    cutHours.forEach(this::addPieces);
  }

  /** The cells that the terms name. */
  List<Span> cells() {
    return cells;
  }

  /** Terms of whole hours. */
  List<Term> hours() {
    return hours;
  }

  /** Terms of minutes. */
  List<Term> minutes() {
    return minutes;
  }

  /** Takes a cell's whole hours as they are; what is left of it lies in hours that are cut. */
  private void cut(int cell, SortedMap<Instant, List<Term>> cutHours) {
    Span span = cells.get(cell);
    Instant firstHour = span.from().truncatedTo(ChronoUnit.HOURS);
    Instant lastHour = span.to().truncatedTo(ChronoUnit.HOURS);
    Instant wholeFrom =
        firstHour.equals(span.from()) ? firstHour : firstHour.plus(1, ChronoUnit.HOURS);
    if (wholeFrom.isAfter(lastHour)) {
      piece(cutHours, cell, span.from(), span.to());
      return;
    }
    if (span.from().isBefore(wholeFrom)) {
      piece(cutHours, cell, span.from(), wholeFrom);
    }
    if (wholeFrom.isBefore(lastHour)) {
      hours.add(new Term(cell, 1, wholeFrom, lastHour));
    }
    if (lastHour.isBefore(span.to())) {
      piece(cutHours, cell, lastHour, span.to());
    }
  }

  private static void piece(
      SortedMap<Instant, List<Term>> cutHours, int cell, Instant from, Instant to) {
    cutHours
        .computeIfAbsent(from.truncatedTo(ChronoUnit.HOURS), hour -> new ArrayList<>())
        .add(new Term(cell, 1, from, to));
  }

  private void addPieces(Instant hour, List<Term> pieces) {
    Instant end = hour.plus(1, ChronoUnit.HOURS);
    for (Term piece : pieces) {
      if (piece.length().compareTo(HALF_AN_HOUR) > 0) {
        hours.add(new Term(piece.cell(), 1, hour, end));
        takeOut(piece.cell(), hour, piece.from());
        takeOut(piece.cell(), piece.to(), end);
      } else {
        minutes.add(piece);
      }
    }
  }

  private void takeOut(int cell, Instant from, Instant to) {
    if (from.isBefore(to)) {
      minutes.add(new Term(cell, -1, from, to));
    }
  }
}
