package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.CoherenceHistory;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.Contribution;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Explanation;
import io.signalcoherence.ports.model.Freshness;
import io.signalcoherence.ports.model.HistoryPoint;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ModelVersion;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.RequestMark;
import io.signalcoherence.ports.model.ScoreBasis;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Tag;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TraceId;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Weight;
import io.signalcoherence.ports.model.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Answers of the ports, to be shown. */
final class Examples {

  private static final EventTime AS_OF = EventTime.parse("2024-01-31T12:00:00Z");

  private Examples() {}

  static CoherenceScore score() {
    Assessment assessment =
        new Assessment(
            Optional.of(Ratio.of("0.75")),
            Status.HEALTHY,
            Optional.empty(),
            3,
            new BigDecimal("2.500000000"));
    Sums one = Sums.of(SignalValue.of(new BigDecimal("0.75")), Weight.of(new BigDecimal(2)));
    Sums two = new Sums(2, one.weight(), one.weightedValue(), one.weightSquared());
    Pair named = new Pair.Named(new SourceId("s"), new SignalType("cpu"));
    Explanation explanation =
        new Explanation(
            List.of(
                new Contribution(named, new BigDecimal("0.500000000"), two),
                new Contribution(Pair.other(), new BigDecimal("0.200000000"), one)),
            new BigDecimal("0.050000000"),
            4);
    return new CoherenceScore(new TenantId("t"), AS_OF, assessment, explanation, basis());
  }

  static CoherenceScore noScore() {
    Assessment assessment =
        new Assessment(
            Optional.empty(), Status.UNKNOWN, Optional.empty(), 0, new BigDecimal("0.000000000"));
    Explanation explanation = new Explanation(List.of(), new BigDecimal("0.000000000"), 0);
    return new CoherenceScore(new TenantId("t"), AS_OF, assessment, explanation, basis());
  }

  static CoherenceHistory history() {
    ScoreBasis basis = basis();
    return new CoherenceHistory(
        new TenantId("t"),
        Duration.ofMinutes(90),
        List.of(
            new HistoryPoint(EventTime.parse("2024-01-31T10:30:00Z"), noScore().assessment()),
            new HistoryPoint(AS_OF, score().assessment())),
        basis.snapshot(),
        basis.model(),
        basis.freshness());
  }

  static DissentAnswer.Found dissent(DissentAnswer.Basis basis, Optional<EventTime> since) {
    Dissent calm =
        new Dissent(new SourceId("calm"), Ratio.of("0.9"), Ratio.of("0.1"), Optional.empty());
    Dissent wild = new Dissent(new SourceId("wild"), Ratio.of("0.1"), Ratio.of("0.9"), since);
    return new DissentAnswer.Found(Window.endingWith(AS_OF), List.of(calm, wild), basis);
  }

  static Trail trail() {
    SignalKey own = key("own");
    ProjectedSignal other = ProjectedSignal.of(record(key("other")));
    return new Trail(ProjectedSignal.of(record(own)), List.of(other), true);
  }

  /** The trail of a request with a trace, and alone in it. */
  static Trail tracedTrail() {
    ProjectedSignal own = ProjectedSignal.of(record(key("own")));
    RequestMark trace = new RequestMark.Traced(new TraceId("4bf92f3577b34da6a3ce929d0e0e4736"));
    ProjectedSignal traced =
        new ProjectedSignal(
            own.key(), own.type(), own.value(), own.weight(), own.admission(), trace);
    return new Trail(traced, List.of(), false);
  }

  private static SignalKey key(String id) {
    return new SignalKey(new TenantId("t"), new SourceId("s"), new SignalId(id), AS_OF);
  }

  static LedgerRecord record(SignalKey key) {
    Attributes attributes =
        Attributes.of(new JsonValue.Obj(new TreeMap<>(Map.of("k", new JsonValue.Str("v")))));
    Signal signal =
        new Signal(
            key,
            new SignalType("cpu"),
            SignalValue.of(new BigDecimal("0.5")),
            Weight.ONE,
            Optional.empty(),
            attributes);
    Tag tag = new Tag("none");
    Provenance provenance =
        new Provenance(
            new ProvenanceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L)),
            new Origin(Channel.HTTP, FakePorts.LOCAL, Optional.empty()),
            Instant.parse("2024-01-31T12:00:01Z"),
            PayloadDigest.of(new byte[PayloadDigest.LENGTH]),
            new PolicyTags(tag, tag, tag, tag));
    EpochNumber epoch = new EpochNumber(1);
    EpochId life = new EpochId(new UUID(0, 1));
    return new LedgerRecord(new Cursor(life, epoch, new TransactionId(7), 0), signal, provenance);
  }

  private static ScoreBasis basis() {
    Snapshot snapshot =
        Snapshot.ofFirstRun(
            new EpochNumber(1),
            new TransactionId(5),
            new TransactionId(9),
            Set.of(new TransactionId(6)));
    Freshness freshness =
        new Freshness(Instant.parse("2024-01-31T12:00:01Z"), Duration.ofMillis(250), false);
    return new ScoreBasis(Window.endingWith(AS_OF), snapshot, ModelVersion.V1, freshness);
  }
}
