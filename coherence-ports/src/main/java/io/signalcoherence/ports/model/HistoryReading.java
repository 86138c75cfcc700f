package io.signalcoherence.ports.model;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the ledger's sums say of each window of a grid, all from one snapshot.
 *
 * @param grid the windows' event times
 * @param cells the sums of the grid's {@linkplain AsOfGrid#cells() cells} that have a signal, in
 *     their order
 * @param snapshot what the read could see
 */
public record HistoryReading(AsOfGrid grid, List<SpanSums> cells, Snapshot snapshot) {

  /** Copies the cells in their order. */
  public HistoryReading {
    cells = cells.stream().sorted(Comparator.comparing(cell -> cell.span().from())).toList();
  }

  /**
   * The windows, each as a reading of it alone from the same snapshot, in the grid's order. They
   * are made one after another as the stream is pulled, so that one at a time is held; the stream
   * is sequential.
   */
  public Stream<WindowReading> windows() {
    Slide slide = new Slide(cells);
    return grid.asOfs()
        .map(Window::endingWith)
        .map(window -> new WindowReading(window, slide.to(window), snapshot));
  }

  /** The sums of a window that moves on: what it comes to is added, what it leaves taken out. */
  private static final class Slide {

    private final List<SpanSums> cells;
    private final SortedMap<Pair, Sums> sums = new TreeMap<>();
    private int entering;
    private int leaving;

    Slide(List<SpanSums> cells) {
      this.cells = cells;
    }

    List<PairSums> to(Window window) {
      while (entering < cells.size() && !cells.get(entering).span().to().isAfter(window.to())) {
        cells.get(entering++).pairs().forEach(this::add);
      }
      while (leaving < entering && !cells.get(leaving).span().to().isAfter(window.from())) {
        cells.get(leaving++).pairs().forEach(this::takeOut);
      }
      return sums.entrySet().stream()
          .map(entry -> new PairSums(entry.getKey(), entry.getValue()))
          .toList();
    }

    private void add(PairSums part) {
      sums.merge(part.pair(), part.sums(), Sums::plus);
    }

    private void takeOut(PairSums part) {
      Sums left = sums.getOrDefault(part.pair(), Sums.ZERO).minus(part.sums());
      if (left.count() == 0) {
        sums.remove(part.pair());
      } else {
        sums.put(part.pair(), left);
      }
    }
  }
}
