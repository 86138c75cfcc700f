package io.signalcoherence.adapter.redis;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.WindowReading;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Readings and snapshots as bytes. A reading: version, tenant, the window's end in seconds from
 * 1970, when it was computed, snapshot, pairs, and a check sum over all before it. What is not
 * exactly of this form, is of another key, or has sums that no signals have, is no reading. Pure.
 */
final class ReadingCodec {

  static final int VERSION = 1;
  private static final int OTHER = 0;
  private static final int NAMED = 1;

  /** A pair without a name: its kind, and four sums of which three have a length. */
  private static final int LEAST_PAIR_BYTES = 1 + Long.BYTES + 3 * Integer.BYTES;

  private ReadingCodec() {}

  /**
   * What was written.
   *
   * @param reading the reading
   * @param computedAt when its snapshot was asked for
   */
  record Written(WindowReading reading, Instant computedAt) {}

  static byte[] reading(ReadingKey key, Written written) {
    ByteWriter to = new ByteWriter().octet(VERSION).text(key.tenant().value());
    to.large(key.window().to().getEpochSecond());
    Instant computedAt = written.computedAt();
    to.large(computedAt.getEpochSecond()).number(computedAt.getNano());
    write(to, written.reading().snapshot());
    to.number(written.reading().pairs().size());
    written.reading().pairs().forEach(pair -> write(to, pair));
    byte[] body = to.written();
    return ByteBuffer.allocate(body.length + Integer.BYTES).put(body).putInt(sum(body)).array();
  }

  /** The reading of a key; empty if the bytes are none. */
  static Optional<Written> reading(ReadingKey key, byte[] bytes) {
    try {
      byte[] body = Arrays.copyOf(bytes, Math.max(0, bytes.length - Integer.BYTES));
      boolean whole =
          bytes.length > Integer.BYTES
              && ByteBuffer.wrap(bytes, body.length, Integer.BYTES).getInt() == sum(body);
      return whole ? Optional.ofNullable(read(key, new ByteReader(body))) : Optional.empty();
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Written read(ReadingKey key, ByteReader from) {
    if (from.octet() != VERSION
        || !from.text().equals(key.tenant().value())
        || from.large() != key.window().to().getEpochSecond()) {
      return null;
    }
    Instant computedAt = Instant.ofEpochSecond(from.large(), from.number());
    Snapshot snapshot = snapshot(from);
    List<PairSums> pairs = new ArrayList<>();
    for (int left = from.count(LEAST_PAIR_BYTES); left > 0; left--) {
      pairs.add(pair(from));
    }
    requirePossible(pairs);
    return from.isAtEnd()
        ? new Written(new WindowReading(key.window(), pairs, snapshot), computedAt)
        : null;
  }

  private static void requirePossible(List<PairSums> pairs) {
    boolean possible = pairs.stream().allMatch(pair -> pair.sums().arePossible());
    if (!possible || pairs.stream().map(PairSums::pair).distinct().count() != pairs.size()) {
      throw new IllegalArgumentException("no signals have these sums");
    }
  }

  static byte[] snapshot(Snapshot snapshot) {
    ByteWriter to = new ByteWriter().octet(VERSION);
    write(to, snapshot);
    return to.written();
  }

  /** The snapshot; empty if the bytes are none. */
  static Optional<Snapshot> snapshot(byte[] bytes) {
    try {
      ByteReader from = new ByteReader(bytes);
      if (from.octet() == VERSION) {
        Snapshot snapshot = snapshot(from);
        return from.isAtEnd() ? Optional.of(snapshot) : Optional.empty();
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // answered below: it is none
    }
    return Optional.empty();
  }

  private static void write(ByteWriter to, Snapshot snapshot) {
    to.number(snapshot.epoch().value()).number(snapshot.run().value());
    to.large(snapshot.min().value()).large(snapshot.max().value());
    to.number(snapshot.inProgress().size());
    snapshot.inProgress().stream().sorted().forEach(id -> to.large(id.value()));
  }

  private static Snapshot snapshot(ByteReader from) {
    EpochNumber epoch = new EpochNumber(from.number());
    RunNumber run = new RunNumber(from.number());
    TransactionId min = new TransactionId(from.large());
    TransactionId max = new TransactionId(from.large());
    Set<TransactionId> open = new HashSet<>();
    for (int left = from.count(Long.BYTES); left > 0; left--) {
      open.add(new TransactionId(from.large()));
    }
    return new Snapshot(epoch, run, min, max, open);
  }

  private static void write(ByteWriter to, PairSums pair) {
    if (pair.pair() instanceof Pair.Named named) {
      to.octet(NAMED).text(named.source().value()).text(named.type().value());
    } else {
      to.octet(OTHER);
    }
    Sums sums = pair.sums();
    to.large(sums.count()).whole(sums.weight());
    to.whole(sums.weightedValue()).whole(sums.weightSquared());
  }

  private static PairSums pair(ByteReader from) {
    Pair pair =
        switch (from.octet()) {
          case NAMED -> new Pair.Named(new SourceId(from.text()), new SignalType(from.text()));
          case OTHER -> Pair.other();
          default -> throw new IllegalArgumentException("no kind of pair");
        };
    return new PairSums(pair, new Sums(from.large(), from.whole(), from.whole(), from.whole()));
  }

  private static int sum(byte[] body) {
    CRC32C sum = new CRC32C();
    sum.update(body);
    return (int) sum.getValue();
  }
}
