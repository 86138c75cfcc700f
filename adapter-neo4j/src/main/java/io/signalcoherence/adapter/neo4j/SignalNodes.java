package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.ProjectedSignal.Admitted;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Weight;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.value.ValueException;

/**
 * A signal as a node's properties and back. Times are microseconds since 1970-01-01Z, values
 * billionths, weights millionths.
 */
final class SignalNodes {

  /** The columns that {@link #read} wants, of a signal {@code s} and its request {@code q}. */
  static final String COLUMNS =
      "s.id AS id, s.ts AS ts, s.type AS type, s.value AS value, s.weight AS weight,"
          + " s.admission AS admission, s.digest AS digest, "
          + RequestNodes.COLUMNS;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private SignalNodes() {}

  /** The parameters of one signal, but for what it hangs on. */
  static Map<String, Object> row(ProjectedSignal signal) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", signal.key().id().value());
    row.put("ts", micros(signal.key().ts().value()));
    row.put("type", signal.type().value());
    row.put("value", signal.value().billionths());
    row.put("weight", signal.weight().millionths());
    row.put("admission", signal.admission().id().toString());
    row.put("digest", signal.admission().digest().bytes());
    return row;
  }

  /** The signal of a record that has {@link #COLUMNS}. */
  static ProjectedSignal read(TenantId tenant, String source, Record found) {
    try {
      return new ProjectedSignal(
          new SignalKey(
              tenant,
              new SourceId(source),
              new SignalId(found.get("id").asString()),
              time(found.get("ts").asLong())),
          new SignalType(found.get("type").asString()),
          new SignalValue(found.get("value").asLong()),
          new Weight(found.get("weight").asLong()),
          new Admitted(
              new ProvenanceId(UUID.fromString(found.get("admission").asString())),
              PayloadDigest.of(found.get("digest").asByteArray())),
          RequestNodes.read(found));
    } catch (ValueException | IllegalArgumentException e) {
      throw new CorruptException("graph-corrupt", "a signal's node is not as it was made", e);
    }
  }

  static long micros(Instant instant) {
    // the JDK's own difference goes by nanoseconds, which 64 bits hold until the year 2262
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
        instant.getNano() / NANOS_PER_MICRO);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static EventTime time(long micros) {
    return new EventTime(instant(micros));
  }
}
