package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TraceId;
import io.signalcoherence.ports.out.AppendGroup.Entry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statement that claims keys, and its parameters: the columns of a group's entries. */
final class SignalColumns {

  /**
   * Rows come out of unnest in the order of the arrays, which is that of the keys' bytes, and are
   * inserted in it: two groups never claim the same two keys in opposite orders. What many entries
   * share is sent once, and each row names its place: an array costs for each of its elements. A
   * place far back in a long array of texts is slow to reach, so only what has few values is
   * shared.
   */
  static final String INSERT =
      """
      INSERT INTO signalcoherence.ledger_signal (
        epoch, commit, channel, principal, organisation, purpose, retention, licence, held_in,
        residency, position, ts, received_at, value_e9, weight_e6, provenance_id, tenant_id,
        source, signal_id, type, digest, trace_id, attributes)
      SELECT ?, (SELECT pg_current_xact_id()),
             (?::text[])[g.setting], (?::text[])[g.setting], (?::text[])[g.setting],
             (?::text[])[g.setting], (?::text[])[g.setting], (?::text[])[g.setting],
             (?::text[])[g.setting], (?::text[])[g.setting],
             g.position, g.ts, g.received_at, g.value, g.weight, g.provenance_id, g.tenant_id,
             g.source, g.signal_id, g.type, g.digest, g.trace_id, g.attributes
        FROM unnest(?::int4[], ?::int4[], ?::timestamptz[], ?::timestamptz[], ?::int8[], ?::int8[],
          ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[])
          AS g (setting, position, ts, received_at, value, weight, provenance_id, tenant_id, source,
            signal_id, type, digest, trace_id, attributes)
      ON CONFLICT DO NOTHING
      RETURNING position\
      """;

  /** What is the same in most entries of a group: who sent them, and what policy says of them. */
  private record Setting(
      Channel channel, Principal principal, PolicyTags tags, Optional<Region> residency) {}

  private final Map<Setting, Integer> settings = new LinkedHashMap<>();
  private final BinaryArray setting;
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
  private final SparseColumn traceId;
  private final SparseColumn attributes;

  private SignalColumns(int size) {
    setting = BinaryArray.int4(size);
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
    traceId = new SparseColumn(size);
    attributes = new SparseColumn(size);
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
      columns.setting.add(columns.placeOf(entries.get(at)));
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
    attributes.add(signal.attributes().isPresent() ? signal.attributes().canonicalText() : null);
  }

  private void add(Provenance provenance) {
    receivedAt.add(provenance.receivedAt());
    provenanceId.add(provenance.id().value());
    digest.add(provenance.digest().bytes());
    traceId.add(provenance.origin().traceId().map(TraceId::value).orElse(null));
  }

  /** Where an entry's setting stands in the arrays, from 1. */
  private int placeOf(Entry entry) {
    Origin origin = entry.provenance().origin();
    Setting its =
        new Setting(
            origin.channel(),
            origin.principal(),
            entry.provenance().tags(),
            entry.signal().residency());
    Integer known = settings.putIfAbsent(its, settings.size() + 1);
    return known == null ? settings.size() : known;
  }

  /** Binds the parameters of {@link #INSERT}. */
  void bind(PreparedStatement insert, int epoch) throws SQLException {
    insert.setInt(1, epoch);
    BinaryArray[] columns = {
      texts(its -> its.channel().wireName()),
      texts(its -> its.principal().subject()),
      texts(its -> its.principal().organisation().value()),
      texts(its -> its.tags().purpose().value()),
      texts(its -> its.tags().retention().value()),
      texts(its -> its.tags().licence().value()),
      texts(its -> its.tags().residency().value()),
      texts(its -> its.residency().map(Region::value).orElse(null)),
      setting,
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
      traceId.array(),
      attributes.array()
    };
    for (int i = 0; i < columns.length; i++) {
      insert.setObject(i + 2, columns[i]);
    }
  }

  private BinaryArray texts(Function<Setting, @Nullable String> member) {
    BinaryArray texts = BinaryArray.text(settings.size());
    settings.keySet().forEach(its -> texts.add(member.apply(its)));
    return texts;
  }

  /** Texts that most rows lack: where none has one, no element is sent, which reads as nulls. */
  private static final class SparseColumn {
    private final BinaryArray texts;
    private boolean sparse = true;

    SparseColumn(int size) {
      texts = BinaryArray.text(size);
    }

    void add(@Nullable String text) {
      texts.add(text);
      sparse &= text == null;
    }

    BinaryArray array() {
      return sparse ? BinaryArray.text(0) : texts;
    }
  }
}
