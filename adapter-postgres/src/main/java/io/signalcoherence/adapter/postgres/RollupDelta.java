package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a transaction's new signals add to the minute and hour sums. */
final class RollupDelta {

  /** How many parameters each of the two bindings takes. */
  static final int PARAMETERS = 8;

  /** Rows are touched in the order of the arrays, which is the same in every process. */
  static final String ADD_MINUTES = add("rollup_minute", "minute");

  static final String ADD_HOURS = add("rollup_hour", "hour");

  private final SortedMap<Cell, Sums> minutes = new TreeMap<>();
  private final SortedMap<Cell, Sums> hours = new TreeMap<>();

  private record Cell(TenantId tenant, Instant from, Pair pair) implements Comparable<Cell> {

    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::tenant).thenComparing(Cell::from).thenComparing(Cell::pair);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }
  }

  private RollupDelta() {}

  private static String add(String table, String column) {
    return """
    INSERT INTO signalcoherence.%1$s AS r (tenant_id, %2$s, source, type, n, w, wv, w2)
    SELECT g.*
      FROM unnest(?::text[], ?::timestamptz[], ?::text[], ?::text[],
        ?::int8[], ?::numeric[], ?::numeric[], ?::numeric[]) AS g
    ON CONFLICT (tenant_id, %2$s, source, type) DO UPDATE
      SET n = r.n + excluded.n, w = r.w + excluded.w,
          wv = r.wv + excluded.wv, w2 = r.w2 + excluded.w2\
    """
        .formatted(table, column);
  }

  /** Sums the signals. */
  static RollupDelta of(List<Signal> signals, Function<Signal, Pair> pairs) {
    RollupDelta delta = new RollupDelta();
    for (Signal signal : signals) {
      Cell cell = new Cell(signal.key().tenant(), signal.key().ts().minute(), pairs.apply(signal));
      delta.minutes.merge(cell, Sums.of(signal.value(), signal.weight()), Sums::plus);
    }
    delta.minutes.forEach(
        (cell, sums) ->
            delta.hours.merge(
                new Cell(cell.tenant(), cell.from().truncatedTo(ChronoUnit.HOURS), cell.pair()),
                sums,
                Sums::plus));
    return delta;
  }

  /** Binds the parameters of {@link #ADD_MINUTES} and, after them, of {@link #ADD_HOURS}. */
  void bind(PreparedStatement statement, int first) throws SQLException {
    bind(statement, first, minutes);
    bind(statement, first + PARAMETERS, hours);
  }

  private static void bind(PreparedStatement statement, int first, SortedMap<Cell, Sums> sums)
      throws SQLException {
    int size = sums.size();
    BinaryArray tenant = BinaryArray.text(size);
    BinaryArray from = BinaryArray.timestamptz(size);
    BinaryArray source = BinaryArray.text(size);
    BinaryArray type = BinaryArray.text(size);
    BinaryArray n = BinaryArray.int8(size);
    BinaryArray w = BinaryArray.numeric(size);
    BinaryArray wv = BinaryArray.numeric(size);
    BinaryArray w2 = BinaryArray.numeric(size);
    sums.forEach(
        (cell, sum) -> {
          tenant.add(cell.tenant().value());
          from.add(cell.from());
          source.add(cell.pair() instanceof Pair.Named named ? named.source().value() : "");
          type.add(cell.pair() instanceof Pair.Named named ? named.type().value() : "");
          n.add(sum.count());
          w.add(sum.weight());
          wv.add(sum.weightedValue());
          w2.add(sum.weightSquared());
        });
    BinaryArray[] columns = {tenant, from, source, type, n, w, wv, w2};
    for (int i = 0; i < columns.length; i++) {
      statement.setObject(first + i, columns[i]);
    }
  }
}
