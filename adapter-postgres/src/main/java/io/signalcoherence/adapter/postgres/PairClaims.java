package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.PairBook.Day;
import io.signalcoherence.adapter.postgres.PairBook.Standing;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides in which pair each new signal of one transaction is counted. A pair that the day knows
 * keeps its name; a new one gets its name while the day has room, else it is counted with the rest.
 * Days are locked in their order, after the last key was claimed and before the first sum is
 * touched. Used by one thread, for one transaction.
 */
final class PairClaims {

  private static final String LOAD =
      """
      SELECT p.tenant_id, p.day::text, p.source, p.type
        FROM unnest(?::text[], ?::date[]) AS g (tenant_id, day)
        JOIN signalcoherence.rollup_pair p
          ON p.tenant_id = g.tenant_id COLLATE "C" AND p.day = g.day\
      """;

  private static final String LOCK =
      """
      INSERT INTO signalcoherence.tenant_day AS d (tenant_id, day)
      SELECT g.* FROM unnest(?::text[], ?::date[]) AS g
      ON CONFLICT (tenant_id, day) DO UPDATE SET day = d.day;
      """
          + LOAD;

  private static final String CLAIM =
      """
      INSERT INTO signalcoherence.rollup_pair (tenant_id, day, source, type)
      SELECT g.* FROM unnest(?::text[], ?::date[], ?::text[], ?::text[]) AS g\
      """;

  private final PairBook book;
  private final TenantGate gate;
  private final SortedMap<Day, SortedSet<Pair.Named>> claimed = new TreeMap<>();
  private final Map<Day, Set<Pair.Named>> rest = new HashMap<>();
  private long countedWithRest;

  PairClaims(PairBook book, TenantGate gate) {
    this.book = book;
    this.gate = gate;
    book.enter(gate.epoch());
  }

  /** Settles the pairs of the new signals. */
  void settle(Connection connection, List<Signal> fresh) throws SQLException {
    SortedMap<Day, SortedSet<Pair.Named>> unknown = new TreeMap<>();
    for (Signal signal : fresh) {
      Day day = dayOf(signal);
      Pair.Named pair = pairOf(signal);
      Standing standing = book.standing(day, pair, gate.version(day.tenant()));
      if (standing == Standing.UNKNOWN) {
        unknown.computeIfAbsent(day, absent -> new TreeSet<>()).add(pair);
      } else if (standing == Standing.REST) {
        countWithRest(day, pair);
      }
    }
    if (!unknown.isEmpty()) {
      read(connection, unknown);
    }
    if (!unknown.isEmpty()) {
      lockAndClaim(connection, unknown);
    }
    countedWithRest = fresh.stream().map(this::pairFor).filter(Pair.other()::equals).count();
  }

  /** In which pair a new signal is counted. */
  Pair pairFor(Signal signal) {
    Pair.Named pair = pairOf(signal);
    if (rest.isEmpty()) {
      return pair;
    }
    return rest.getOrDefault(dayOf(signal), Set.of()).contains(pair) ? Pair.other() : pair;
  }

  /** Enters what this transaction claimed into the book. To be called once it has committed. */
  void committed() {
    book.addCountedWithRest(countedWithRest);
    claimed.forEach((day, pairs) -> book.add(gate.epoch(), day, pairs));
  }

  /** Asks the tables without a lock; removes from {@code unknown} what that settles. */
  private void read(Connection connection, SortedMap<Day, SortedSet<Pair.Named>> unknown)
      throws SQLException {
    Map<Day, Set<Pair.Named>> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
      bindDays(statement, unknown.keySet());
      try (ResultSet rows = statement.executeQuery()) {
        collect(rows, found);
      }
    }
    unknown.forEach(
        (day, pairs) -> {
          Set<Pair.Named> known = found.getOrDefault(day, Set.of());
          pairs.removeAll(known);
          boolean full = known.size() >= gate.pairLimit(day.tenant());
          if (full) {
            book.addAll(gate.epoch(), day, known, gate.version(day.tenant()));
            pairs.forEach(pair -> countWithRest(day, pair));
            pairs.clear();
          } else if (!known.isEmpty()) {
            book.add(gate.epoch(), day, known);
          }
        });
    unknown.values().removeIf(Set::isEmpty);
  }

  private void lockAndClaim(Connection connection, SortedMap<Day, SortedSet<Pair.Named>> unknown)
      throws SQLException {
    Map<Day, Set<Pair.Named>> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      bindDays(statement, unknown.keySet());
      BinaryArrayPair days = daysOf(unknown.keySet());
      statement.setObject(3, days.tenants());
      statement.setObject(4, days.days());
      statement.execute();
      statement.getMoreResults();
      try (ResultSet rows = statement.getResultSet()) {
        collect(rows, found);
      }
    }
    unknown.forEach((day, pairs) -> claim(day, pairs, found.getOrDefault(day, Set.of())));
    if (!claimed.isEmpty()) {
      write(connection);
    }
  }

  private void claim(Day day, SortedSet<Pair.Named> wanted, Set<Pair.Named> known) {
    int room = gate.pairLimit(day.tenant()) - known.size();
    for (Pair.Named pair : wanted) {
      if (known.contains(pair)) {
        continue;
      }
      if (room > 0) {
        claimed.computeIfAbsent(day, absent -> new TreeSet<>()).add(pair);
        room--;
      } else {
        countWithRest(day, pair);
      }
    }
  }

  private void write(Connection connection) throws SQLException {
    BinaryArray tenants = BinaryArray.text(claimed.size());
    BinaryArray days = BinaryArray.date(claimed.size());
    BinaryArray sources = BinaryArray.text(claimed.size());
    BinaryArray types = BinaryArray.text(claimed.size());
    claimed.forEach(
        (day, pairs) -> {
          for (Pair.Named pair : pairs) {
            tenants.add(day.tenant().value());
            days.addDay(day.epochDay());
            sources.add(pair.source().value());
            types.add(pair.type().value());
          }
        });
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setObject(1, tenants);
      statement.setObject(2, days);
      statement.setObject(3, sources);
      statement.setObject(4, types);
      statement.execute();
    }
  }

  private void countWithRest(Day day, Pair.Named pair) {
    rest.computeIfAbsent(day, absent -> new HashSet<>()).add(pair);
  }

  private record BinaryArrayPair(BinaryArray tenants, BinaryArray days) {}

  private static BinaryArrayPair daysOf(Collection<Day> days) {
    BinaryArrayPair columns =
        new BinaryArrayPair(BinaryArray.text(days.size()), BinaryArray.date(days.size()));
    for (Day day : days) {
      columns.tenants().add(day.tenant().value());
      columns.days().addDay(day.epochDay());
    }
    return columns;
  }

  private static void bindDays(PreparedStatement statement, Collection<Day> days)
      throws SQLException {
    BinaryArrayPair columns = daysOf(days);
    statement.setObject(1, columns.tenants());
    statement.setObject(2, columns.days());
  }

  private static void collect(ResultSet rows, Map<Day, Set<Pair.Named>> into) throws SQLException {
    while (rows.next()) {
      Day day =
          new Day(new TenantId(rows.getString(1)), LocalDate.parse(rows.getString(2)).toEpochDay());
      into.computeIfAbsent(day, absent -> new HashSet<>())
          .add(new Pair.Named(new SourceId(rows.getString(3)), new SignalType(rows.getString(4))));
    }
  }

  private static Day dayOf(Signal signal) {
    long seconds = signal.key().ts().value().getEpochSecond();
    return new Day(signal.key().tenant(), Math.floorDiv(seconds, 86_400L));
  }

  private static Pair.Named pairOf(Signal signal) {
    return new Pair.Named(signal.key().source(), signal.type());
  }
}
