package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TransactionId;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.jooq.Record;

/** Rows of sums, and the snapshot beside them, as values of the ports. */
final class WindowRows {

  /** The columns of the snapshot, which stand first in each row. */
  static final String SNAPSHOT =
      "SELECT pg_current_snapshot()::text, (SELECT max(e.number) FROM signalcoherence.epoch e)";

  private WindowRows() {}

  /** The snapshot that a row's first two columns name. */
  static Snapshot snapshot(Record row) {
    return snapshot(new EpochNumber(row.get(1, Integer.class)), row.get(0, String.class));
  }

  /** Source, type and sums in six columns from {@code first} on. */
  static PairSums pairSums(Record row, int first) {
    String source = row.get(first, String.class);
    Pair pair =
        source.isEmpty()
            ? Pair.other()
            : new Pair.Named(
                new SourceId(source), new SignalType(row.get(first + 1, String.class)));
    Sums sums =
        new Sums(
            row.get(first + 2, Long.class),
            row.get(first + 3, BigInteger.class),
            row.get(first + 4, BigInteger.class),
            row.get(first + 5, BigInteger.class));
    return new PairSums(pair, sums);
  }

  /** Reads {@code xmin:xmax:xip,…}. */
  static Snapshot snapshot(EpochNumber epoch, String text) {
    String[] parts = text.split(":", -1);
    Set<TransactionId> inProgress = new HashSet<>();
    for (String id : parts[2].split(",", -1)) {
      if (!id.isEmpty()) {
        inProgress.add(transaction(id));
      }
    }
    return new Snapshot(epoch, transaction(parts[0]), transaction(parts[1]), inProgress);
  }

  private static TransactionId transaction(String text) {
    return new TransactionId(Long.parseLong(text));
  }
}
