package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TransactionId;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;

/** Rows of sums, and the snapshot beside them, as values of the ports. */
final class WindowRows {

  /** The columns of the snapshot, which stand first in each row: what is seen, and epoch.run. */
  static final String SNAPSHOT =
      "SELECT pg_current_snapshot()::text, (SELECT e.number || '.' || e.run"
          + " FROM signalcoherence.epoch e ORDER BY e.number DESC LIMIT 1)";

  private WindowRows() {}

  /** The snapshot that a row's first two columns name. */
  static Snapshot snapshot(Record row) {
    String[] life = row.get(1, String.class).split("\\.", 2);
    return snapshot(
        new EpochNumber(Integer.parseInt(life[0])),
        new RunNumber(Integer.parseInt(life[1])),
        row.get(0, String.class));
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

  /** The server's own text of a snapshot: {@code xmin:xmax:xip,…}. */
  static String text(Snapshot snapshot) {
    return snapshot.inProgress().stream()
        .sorted()
        .map(id -> Long.toString(id.value()))
        .collect(
            Collectors.joining(
                ",", snapshot.min().value() + ":" + snapshot.max().value() + ":", ""));
  }

  /** Reads {@code xmin:xmax:xip,…}. */
  static Snapshot snapshot(EpochNumber epoch, RunNumber run, String text) {
    String[] parts = text.split(":", -1);
    Set<TransactionId> inProgress = new HashSet<>();
    for (String id : parts[2].split(",", -1)) {
      if (!id.isEmpty()) {
        inProgress.add(transaction(id));
      }
    }
    return new Snapshot(epoch, run, transaction(parts[0]), transaction(parts[1]), inProgress);
  }

  private static TransactionId transaction(String text) {
    return new TransactionId(Long.parseLong(text));
  }
}
