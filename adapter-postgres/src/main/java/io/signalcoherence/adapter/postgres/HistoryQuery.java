package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.HistoryTerms.Term;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.SpanSums;
import io.signalcoherence.ports.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/**
 * One statement that sums each cell of a grid, and with it the windows of all its points. What it
 * does is bounded before it does it: it stops reading at the first row more than {@link #mostRows}
 * allows, and the sums are then refused.
 */
final class HistoryQuery {

  /** The database adds and takes out; beside each sum stands how many rows were read in all. */
  static final String READ =
      WindowRows.SNAPSHOT
          + """
          , p.cell, p.source, p.type, p.n, p.w, p.wv, p.w2, p.rows_read
            FROM (SELECT) AS one
            LEFT JOIN (
              SELECT g.* FROM (
                SELECT r.cell, r.source, r.type,
                       sum(r.sign * r.n) AS n, sum(r.sign * r.w) AS w,
                       sum(r.sign * r.wv) AS wv, sum(r.sign * r.w2) AS w2,
                       (sum(count(*)) OVER ())::bigint AS rows_read
                  FROM (
          """
          + terms("rollup_hour", "hour")
          + "UNION ALL\n"
          + terms("rollup_minute", "minute")
          + """
                 LIMIT ?) r
                 GROUP BY r.cell, r.source, r.type) g
               WHERE g.n <> 0 OR g.rows_read > ?
               LIMIT ?) p ON true\
          """;

  private static final String GRANT_AND_READ = Queries.GRANT + READ;
  private static final int CELL = 2;
  private static final int PAIR = 3;
  private static final int ROWS_READ = 9;

  /**
   * Rows of one pair in one cell, at most 83, of which a day between whole hours has 24. With
   * 20,000 sums as dense as 83, a read takes longer than anybody waits.
   */
  private static final int ROWS_A_SUM = 40;

  private static final long FEW_ROWS = 10_000;

  private final TenantId tenant;
  private final AsOfGrid grid;
  private final int mostSums;
  private final HistoryTerms terms;

  HistoryQuery(TenantId tenant, AsOfGrid grid, int mostSums) {
    this.tenant = tenant;
    this.grid = grid;
    this.mostSums = mostSums;
    this.terms = new HistoryTerms(grid);
  }

  /**
   * How many rows may be read for so many sums: 40 a sum, and always 10,000. Pairs that lie in an
   * hour of a cell, but not in the cell, are read and taken out again, so they count here too.
   */
  static long mostRows(int mostSums) {
    return Math.max(FEW_ROWS, (long) ROWS_A_SUM * mostSums);
  }

  Optional<HistoryReading> run(DSLContext sql) {
    Object[] bindings =
        Stream.concat(Stream.of(TenantSetting.of(tenant)), Stream.of(bindings())).toArray();
    Result<Record> rows = sql.fetchMany(GRANT_AND_READ, bindings).get(1);
    Long read = rows.get(0).get(ROWS_READ, Long.class);
    if (rows.size() > mostSums || (read != null && read > mostRows(mostSums))) {
      return Optional.empty();
    }
    Map<Integer, List<PairSums>> byCell = new HashMap<>();
    Map<Pair, Pair> known = new HashMap<>();
    for (Record row : rows) {
      Integer cell = row.get(CELL, Integer.class);
      if (cell != null) {
        PairSums sums = WindowRows.pairSums(row, PAIR);
        Pair pair = known.computeIfAbsent(sums.pair(), Function.identity());
        byCell
            .computeIfAbsent(cell, absent -> new ArrayList<>())
            .add(new PairSums(pair, sums.sums()));
      }
    }
    List<SpanSums> cells =
        byCell.entrySet().stream()
            .map(entry -> new SpanSums(terms.cells().get(entry.getKey()), entry.getValue()))
            .toList();
    return Optional.of(new HistoryReading(grid, cells, WindowRows.snapshot(rows.get(0))));
  }

  /** The parameters of {@link #READ}. */
  Object[] bindings() {
    return Stream.of(
            Stream.of(arrays(terms.hours())),
            Stream.of(tenant.value()),
            Stream.of(arrays(terms.minutes())),
            Stream.of(tenant.value(), mostRows(mostSums) + 1, mostRows(mostSums), mostSums + 1))
        .flatMap(Function.identity())
        .toArray();
  }

  private static Object[] arrays(List<Term> terms) {
    return new Object[] {
      array(terms, Term::cell),
      array(terms, Term::sign),
      array(terms, Term::from),
      array(terms, Term::to)
    };
  }

  /** The rows of one rollup that the terms add or take out; a term is a range of its index. */
  private static String terms(String table, String column) {
    return """
    SELECT t.cell, t.sign, s.source, s.type, s.n, s.w, s.wv, s.w2
      FROM unnest(?::int[], ?::int[], ?::timestamptz[], ?::timestamptz[])
        AS t (cell, sign, since, until)
     CROSS JOIN LATERAL (
       SELECT x.source, x.type, x.n, x.w, x.wv, x.w2
         FROM signalcoherence.%1$s x
        WHERE x.tenant_id = ? AND x.%2$s >= t.since AND x.%2$s < t.until
       OFFSET 0) s
    """
        .formatted(table, column);
  }

  /**
   * An array literal; numbers and instants need no quotes in it. A window may end with the year
   * 9999: what comes after it is written with a plus sign, which PostgreSQL does not read.
   */
  private static String array(List<Term> terms, Function<Term, Object> member) {
    return terms.stream()
        .map(term -> String.valueOf(member.apply(term)).replace("+", ""))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
