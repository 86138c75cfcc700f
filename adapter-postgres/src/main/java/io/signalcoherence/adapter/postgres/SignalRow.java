package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Tag;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TraceId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Weight;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;

/** How a signal and its provenance are written in their row. */
final class SignalRow {

  /** What the readers here expect, from {@code signalcoherence.ledger_signal s}. */
  static final String SELECTED =
      """
      s.epoch, s.commit::text AS xid, s.position, s.ts, s.received_at, s.value_e9, s.weight_e6,
      s.provenance_id, s.tenant_id, s.source, s.signal_id, s.type, s.digest, s.channel, s.principal,
      s.organisation, s.purpose, s.retention, s.licence, s.held_in, s.residency, s.trace_id,
      s.attributes\
      """;

  private final Record row;

  private SignalRow(Record row) {
    this.row = row;
  }

  /**
   * Reads a row.
   *
   * @param readIn the epoch that its place is to name as that of the reading
   */
  static LedgerRecord read(Record row, EpochId readIn) {
    SignalRow signal = new SignalRow(row);
    return new LedgerRecord(signal.place(readIn), signal.signal(), signal.provenance());
  }

  private Cursor place(EpochId readIn) {
    return new Cursor(
        readIn,
        new EpochNumber(row.get("epoch", Integer.class)),
        new TransactionId(Long.parseLong(text("xid"))),
        row.get("position", Integer.class));
  }

  private Signal signal() {
    SignalKey key =
        new SignalKey(
            new TenantId(text("tenant_id")),
            new SourceId(text("source")),
            new SignalId(text("signal_id")),
            new EventTime(instant("ts")));
    return new Signal(
        key,
        new SignalType(text("type")),
        new SignalValue(row.get("value_e9", Long.class)),
        new Weight(row.get("weight_e6", Long.class)),
        optional("residency").map(Region::new),
        optional("attributes").map(AttributesText::read).orElse(Attributes.NONE));
  }

  private Provenance provenance() {
    Principal principal = new Principal(text("principal"), new Organisation(text("organisation")));
    PolicyTags tags =
        new PolicyTags(
            new Tag(text("purpose")),
            new Tag(text("retention")),
            new Tag(text("licence")),
            new Tag(text("held_in")));
    return new Provenance(
        new ProvenanceId(row.get("provenance_id", UUID.class)),
        new Origin(channel(text("channel")), principal, optional("trace_id").map(TraceId::new)),
        instant("received_at"),
        PayloadDigest.of(row.get("digest", byte[].class)),
        tags);
  }

  private static Channel channel(String name) {
    for (Channel channel : Channel.values()) {
      if (channel.wireName().equals(name)) {
        return channel;
      }
    }
    throw new CorruptException("ledger-corrupt", "channel: " + name, null);
  }

  private String text(String column) {
    return row.get(column, String.class);
  }

  private Optional<String> optional(String column) {
    return Optional.ofNullable(row.get(column, String.class));
  }

  private Instant instant(String column) {
    return row.get(column, OffsetDateTime.class).toInstant();
  }
}
