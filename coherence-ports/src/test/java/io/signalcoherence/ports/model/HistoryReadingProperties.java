package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class HistoryReadingProperties {

  private static final Instant BEGIN = Instant.parse("2024-03-30T22:00:00Z");
  private static final int MINUTES = 6_000;

  /** A signal of a pair in a minute. */
  record Dot(int minute, String type, int billionths) {
    EventTime ts() {
      return new EventTime(BEGIN.plusSeconds(minute * 60L + 59));
    }

    Pair pair() {
      return new Pair.Named(new SourceId("s"), new SignalType(type));
    }

    Sums sums() {
      return Sums.of(new SignalValue(billionths), new Weight(1 + billionths));
    }
  }

  @Provide
  Arbitrary<AsOfGrid> grids() {
    Arbitrary<Integer> steps =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 4_000),
            Arbitraries.of(1, 59, 60, 61, 720, 1_439, 1_440, 1_441));
    return Combinators.combine(
            Arbitraries.integers().between(0, MINUTES * 60), steps, Arbitraries.integers())
        .as(
            (second, step, points) ->
                new AsOfGrid(
                    new EventTime(BEGIN.plusSeconds(second)),
                    Duration.ofMinutes(step),
                    1 + Math.floorMod(points, 70)));
  }

  @Provide
  Arbitrary<List<Dot>> dots() {
    return Combinators.combine(
            Arbitraries.integers().between(0, MINUTES),
            Arbitraries.of("a", "b", "c"),
            Arbitraries.integers().between(0, 1_000_000_000))
        .as(Dot::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void windowsThatSlideOverCellsEqualFoldsOfEach(
      @ForAll("grids") AsOfGrid grid, @ForAll("dots") List<Dot> dots) {
    List<SpanSums> cells =
        grid.cells().stream().map(cell -> new SpanSums(cell, fold(dots, cell))).toList();
    Snapshot snapshot =
        Snapshot.ofFirstRun(
            new EpochNumber(1), new TransactionId(3), new TransactionId(3), Set.of());

    List<WindowReading> windows = new HistoryReading(grid, cells, snapshot).windows().toList();

    assertThat(windows)
        .isEqualTo(
            grid.asOfs()
                .map(Window::endingWith)
                .map(
                    window ->
                        new WindowReading(
                            window, fold(dots, new Span(window.from(), window.to())), snapshot))
                .toList());
  }

  @Property
  void cellsAreInOrderAndEachIsWithinOrWithoutAnyWindowAndWithinOne(
      @ForAll("grids") AsOfGrid grid) {
    List<Span> cells = grid.cells();
    List<Window> windows = grid.asOfs().map(Window::endingWith).toList();

    for (int i = 1; i < cells.size(); i++) {
      assertThat(cells.get(i).from()).isAfterOrEqualTo(cells.get(i - 1).to());
    }
    for (Span cell : cells) {
      assertThat(windows).anyMatch(window -> within(cell, window));
      assertThat(windows).allMatch(window -> within(cell, window) || without(cell, window));
    }
    for (Window window : windows) {
      assertThat(
              cells.stream()
                  .filter(cell -> within(cell, window))
                  .mapToLong(cell -> Duration.between(cell.from(), cell.to()).toMinutes())
                  .sum())
          .isEqualTo(Window.MINUTES);
    }
  }

  @Property
  void whatIsAddedCanBeTakenOut(@ForAll("dots") List<Dot> some, @ForAll("dots") List<Dot> more) {
    Sums all = total(some).plus(total(more));

    assertThat(all.minus(total(more))).isEqualTo(total(some));
  }

  @Example
  void whatIsNotPartCannotBeTakenOut() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Sums.ZERO.minus(new Dot(1, "a", 1).sums()));
  }

  private static boolean within(Span cell, Window window) {
    return !cell.from().isBefore(window.from()) && !cell.to().isAfter(window.to());
  }

  private static boolean without(Span cell, Window window) {
    return !cell.to().isAfter(window.from()) || !cell.from().isBefore(window.to());
  }

  private static Sums total(List<Dot> dots) {
    return dots.stream().map(Dot::sums).reduce(Sums.ZERO, Sums::plus);
  }

  private static List<PairSums> fold(List<Dot> dots, Span span) {
    Map<Pair, Sums> sums = new TreeMap<>();
    dots.stream()
        .filter(dot -> span.contains(dot.ts()))
        .forEach(dot -> sums.merge(dot.pair(), dot.sums(), Sums::plus));
    return sums.entrySet().stream()
        .map(entry -> new PairSums(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }
}
