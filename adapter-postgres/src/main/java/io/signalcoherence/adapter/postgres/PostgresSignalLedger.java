package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.SqlFailure.Phase;
import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendGroup.Entry;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.SignalLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Appends groups, each in one transaction at READ COMMITTED. Calls overlap. */
final class PostgresSignalLedger implements SignalLedger {

  private static final int MOST_TRIES = 3;
  private static final long SECONDS_A_DAY = 86_400L;

  private final ConnectionPools pools;
  private final Partitions partitions;
  private final PairBook book = new PairBook();

  PostgresSignalLedger(ConnectionPools pools, Partitions partitions) {
    this.pools = pools;
    this.partitions = partitions;
  }

  /** Signals that were counted in the pair named other, since the start. */
  long countedWithRest() {
    return book.countedWithRest();
  }

  @Override
  public AppendResult append(AppendGroup group) {
    List<Entry> entries = group.entries();
    Set<YearMonth> months = months(entries);
    partitions.ensure(months);
    boolean monthsMadeAgain = false;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Outcome outcome = tryOnce(entries);
      if (outcome instanceof Outcome.Done done) {
        return done.result();
      }
      if (outcome instanceof Outcome.Broken broken) {
        if (!broken.state().equals(SqlFailure.NO_PARTITION)) {
          return new AppendResult.Unstorable(broken.state());
        }
        if (monthsMadeAgain) {
          throw new UnavailableException(
              "ledger-partition-missing",
              "append: a month has no partition, though made again",
              null);
        }
        partitions.forget();
        partitions.ensure(months);
        monthsMadeAgain = true;
      }
    }
    throw new ConcurrencyConflictException(
        "ledger-holder-gone", "append: a key was neither free nor to be found", null);
  }

  private sealed interface Outcome {
    record Done(AppendResult result) implements Outcome {}

    record Broken(String state) implements Outcome {}

    record Again() implements Outcome {}
  }

  private Outcome tryOnce(List<Entry> entries) {
    Phase phase = Phase.BEFORE_COMMIT;
    try (Connection connection = pools.writers().next("append")) {
      AppendTransaction transaction = new AppendTransaction(connection, entries, book);
      try {
        Optional<AppendResult.Appended> result = transaction.run();
        return result.isPresent() ? new Outcome.Done(result.get()) : new Outcome.Again();
      } catch (SQLException e) {
        rollBack(connection, e);
        if (SqlFailure.isUnstorable(e)) {
          return new Outcome.Broken(SqlFailure.stateOf(e));
        }
        throw e;
      } finally {
        phase = transaction.phase();
      }
    } catch (SQLException e) {
      pools.writers().failed(e);
      throw SqlFailure.of(e, phase, "append");
    }
  }

  private static void rollBack(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** The UTC months that the entries lie in. */
  static Set<YearMonth> months(List<Entry> entries) {
    Set<YearMonth> months = new HashSet<>();
    long lastDay = Long.MIN_VALUE;
    for (Entry entry : entries) {
      long seconds = entry.signal().key().ts().value().getEpochSecond();
      long day = Math.floorDiv(seconds, SECONDS_A_DAY);
      if (day != lastDay) {
        months.add(YearMonth.from(LocalDate.ofEpochDay(day)));
        lastDay = day;
      }
    }
    return months;
  }
}
