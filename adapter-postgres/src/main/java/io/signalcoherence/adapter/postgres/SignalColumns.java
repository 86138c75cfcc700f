package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TraceId;
import io.signalcoherence.ports.out.AppendGroup.Entry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The statement that claims keys, and its parameters: the columns of a group's entries. */
final class SignalColumns {

  /**
   * Rows come out of unnest in the order of the arrays, which is that of the keys' bytes, and are
   * inserted in it: two groups never claim the same two keys in opposite orders.
   */
  static final String INSERT =
      """
      INSERT INTO signalcoherence.ledger_signal (
        epoch, commit, position, ts, received_at, value_e9, weight_e6, provenance_id,
        tenant_id, source, signal_id, type, digest, channel, principal, organisation,
        purpose, retention, licence, held_in, residency, trace_id, attributes)
      SELECT ?, (SELECT pg_current_xact_id()), g.*
        FROM unnest(?::int4[], ?::timestamptz[], ?::timestamptz[], ?::int8[], ?::int8[], ?::uuid[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) AS g
      ON CONFLICT DO NOTHING
      RETURNING position\
      """;

  private final BinaryArray position;
  private final BinaryArray ts;
  private final BinaryArray receivedAt;
  private final BinaryArray value;
  private final BinaryArray weight;
  private final BinaryArray provenanceId;
  private final BinaryArray tenant;
  private final BinaryArray source;
  private final BinaryArray id;
  private final BinaryArray type;
  private final BinaryArray digest;
  private final BinaryArray channel;
  private final BinaryArray principal;
  private final BinaryArray organisation;
  private final BinaryArray purpose;
  private final BinaryArray retention;
  private final BinaryArray licence;
  private final BinaryArray heldIn;
  private final BinaryArray residency;
  private final BinaryArray traceId;
  private final BinaryArray attributes;

  private SignalColumns(int size) {
    position = BinaryArray.int4(size);
    ts = BinaryArray.timestamptz(size);
    receivedAt = BinaryArray.timestamptz(size);
    value = BinaryArray.int8(size);
    weight = BinaryArray.int8(size);
    provenanceId = BinaryArray.uuid(size);
    tenant = BinaryArray.text(size);
    source = BinaryArray.text(size);
    id = BinaryArray.text(size);
    type = BinaryArray.text(size);
    digest = BinaryArray.bytea(size);
    channel = BinaryArray.text(size);
    principal = BinaryArray.text(size);
    organisation = BinaryArray.text(size);
    purpose = BinaryArray.text(size);
    retention = BinaryArray.text(size);
    licence = BinaryArray.text(size);
    heldIn = BinaryArray.text(size);
    residency = BinaryArray.text(size);
    traceId = BinaryArray.text(size);
    attributes = BinaryArray.text(size);
  }

  /**
   * Takes the entries at the given places.
   *
   * @param entries a group's entries, in the order of their keys
   * @param positions which of them, ascending
   */
  static SignalColumns of(List<Entry> entries, int[] positions) {
    SignalColumns columns = new SignalColumns(positions.length);
    for (int at : positions) {
      columns.position.add(at);
      columns.add(entries.get(at).signal());
      columns.add(entries.get(at).provenance());
    }
    return columns;
  }

  private void add(Signal signal) {
    SignalKey key = signal.key();
    ts.add(key.ts().value());
    value.add(signal.value().billionths());
    weight.add(signal.weight().millionths());
    tenant.add(key.tenant().value());
    source.add(key.source().value());
    id.add(key.id().value());
    type.add(signal.type().value());
    residency.add(signal.residency().map(Region::value).orElse(null));
    attributes.add(signal.attributes().isPresent() ? signal.attributes().canonicalText() : null);
  }

  private void add(Provenance provenance) {
    receivedAt.add(provenance.receivedAt());
    provenanceId.add(provenance.id().value());
    digest.add(provenance.digest().bytes());
    channel.add(provenance.origin().channel().wireName());
    principal.add(provenance.origin().principal().subject());
    organisation.add(provenance.origin().principal().organisation().value());
    traceId.add(provenance.origin().traceId().map(TraceId::value).orElse(null));
    PolicyTags tags = provenance.tags();
    purpose.add(tags.purpose().value());
    retention.add(tags.retention().value());
    licence.add(tags.licence().value());
    heldIn.add(tags.residency().value());
  }

  /** Binds the parameters of {@link #INSERT}. */
  void bind(PreparedStatement insert, int epoch) throws SQLException {
    insert.setInt(1, epoch);
    BinaryArray[] columns = {
      position,
      ts,
      receivedAt,
      value,
      weight,
      provenanceId,
      tenant,
      source,
      id,
      type,
      digest,
      channel,
      principal,
      organisation,
      purpose,
      retention,
      licence,
      heldIn,
      residency,
      traceId,
      attributes
    };
    for (int i = 0; i < columns.length; i++) {
      insert.setObject(i + 2, columns[i]);
    }
  }
}
