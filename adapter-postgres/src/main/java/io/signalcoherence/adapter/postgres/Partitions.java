package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.InfrastructureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The months that have partitions. What is known is remembered; what is not is made by the owner on
 * a connection of its own, so that no append waits for a lock while it holds one. Calls overlap.
 */
final class Partitions {

  private static final String ENSURE = "SELECT signalcoherence.ensure_months(?::date[])";
  private static final String KNOWN = "SELECT m::text FROM signalcoherence.known_months() AS m";

  private static final String DOING = "make partitions";

  private final ConnectionPools pools;
  private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

  Partitions(ConnectionPools pools) {
    this.pools = pools;
  }

  /**
   * Makes what is missing.
   *
   * @throws InfrastructureException if that fails; months before the one that failed were made
   */
  void ensure(Collection<YearMonth> months) {
    if (known.containsAll(months)) {
      return;
    }
    try (Connection owner = pools.owner(DOING)) {
      load(owner);
      if (!known.containsAll(months)) {
        make(owner, months);
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e, SqlFailure.Phase.BEFORE_COMMIT, DOING);
    }
  }

  /** Forgets what was known: some month turned out to be gone. */
  void forget() {
    known.clear();
  }

  private void load(Connection owner) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(KNOWN);
        ResultSet months = statement.executeQuery()) {
      while (months.next()) {
        known.add(YearMonth.from(LocalDate.parse(months.getString(1))));
      }
    }
  }

  /** Each month in a transaction of its own, so that however many there are, each try gets on. */
  private void make(Connection owner, Collection<YearMonth> months) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(ENSURE)) {
      for (YearMonth month : new TreeSet<>(months)) {
        if (!known.contains(month)) {
          BinaryArray day = BinaryArray.date(1);
          day.addDay(month.atDay(1).toEpochDay());
          statement.setObject(1, day);
          statement.execute();
          known.add(month);
        }
      }
    }
  }
}
