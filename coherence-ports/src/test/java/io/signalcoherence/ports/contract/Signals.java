package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.EventTime;
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
import io.signalcoherence.ports.model.Weight;
import io.signalcoherence.ports.out.AppendGroup;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Describes signals for tests: immutable, each {@code with…} answers a changed copy. What is not
 * said is source {@code meter}, id {@code 1}, {@link #NOON}, type {@code load}, value 0.5, weight
 * 1, no residency and no attributes.
 */
public final class Signals {

  /** 2024-03-10T12:00:00Z: a whole hour in the middle of a UTC day. */
  public static final EventTime NOON = EventTime.parse("2024-03-10T12:00:00Z");

  private static final AtomicLong NEXT_ID =
      new AtomicLong(new SplittableRandom().nextLong(1L << 60));
  private static final Origin ORIGIN =
      new Origin(
          Channel.HTTP,
          new Principal("tester", new Organisation("acme")),
          Optional.of(new TraceId("4bf92f3577b34da6a3ce929d0e0e4736")));
  private static final PolicyTags TAGS =
      new PolicyTags(
          new Tag("coherence-scoring"),
          new Tag("standard-365d"),
          new Tag("tenant-owned"),
          new Tag("local"));

  private final Signal signal;

  private Signals(Signal signal) {
    this.signal = signal;
  }

  /** A signal of the tenant. */
  public static Signals of(TenantId tenant) {
    return new Signals(
        new Signal(
            new SignalKey(tenant, new SourceId("meter"), new SignalId("1"), NOON),
            new SignalType("load"),
            SignalValue.of(new BigDecimal("0.5")),
            Weight.ONE,
            Optional.empty(),
            Attributes.NONE));
  }

  /** From another tenant. */
  public Signals withTenant(TenantId tenant) {
    SignalKey key = signal.key();
    return withKey(new SignalKey(tenant, key.source(), key.id(), key.ts()));
  }

  /** From another source. */
  public Signals withSource(String source) {
    SignalKey key = signal.key();
    return withKey(new SignalKey(key.tenant(), new SourceId(source), key.id(), key.ts()));
  }

  /** With another id. */
  public Signals withId(String id) {
    SignalKey key = signal.key();
    return withKey(new SignalKey(key.tenant(), key.source(), new SignalId(id), key.ts()));
  }

  /** At another time. */
  public Signals withTs(EventTime ts) {
    SignalKey key = signal.key();
    return withKey(new SignalKey(key.tenant(), key.source(), key.id(), ts));
  }

  /** At another time. */
  public Signals withTs(String ts) {
    return withTs(EventTime.parse(ts));
  }

  /** With another key. */
  public Signals withKey(SignalKey key) {
    return new Signals(
        new Signal(
            key,
            signal.type(),
            signal.value(),
            signal.weight(),
            signal.residency(),
            signal.attributes()));
  }

  /** Of another type. */
  public Signals withType(String type) {
    return new Signals(
        new Signal(
            signal.key(),
            new SignalType(type),
            signal.value(),
            signal.weight(),
            signal.residency(),
            signal.attributes()));
  }

  /** With another value and weight. */
  public Signals withMeasure(String value, String weight) {
    return new Signals(
        new Signal(
            signal.key(),
            signal.type(),
            SignalValue.of(new BigDecimal(value)),
            Weight.of(new BigDecimal(weight)),
            signal.residency(),
            signal.attributes()));
  }

  /** Naming a region. */
  public Signals withResidency(Region region) {
    return new Signals(
        new Signal(
            signal.key(),
            signal.type(),
            signal.value(),
            signal.weight(),
            Optional.of(region),
            signal.attributes()));
  }

  /** With attributes. */
  public Signals withAttributes(Attributes attributes) {
    return new Signals(
        new Signal(
            signal.key(),
            signal.type(),
            signal.value(),
            signal.weight(),
            signal.residency(),
            attributes));
  }

  /** The signal. */
  public Signal signal() {
    return signal;
  }

  /** The signal as an entry of a group, with a provenance of its own at each call. */
  public AppendGroup.Entry entry() {
    return entry(signal);
  }

  /** A signal as an entry of a group, with a provenance of its own at each call. */
  public static AppendGroup.Entry entry(Signal signal) {
    Provenance provenance =
        new Provenance(
            nextId(), ORIGIN, Instant.parse("2024-03-10T12:00:01.000002Z"), digest(signal), TAGS);
    return new AppendGroup.Entry(signal, provenance);
  }

  /** A group of one signal each, with new provenance. */
  public static AppendGroup group(Signals... signals) {
    return new AppendGroup(Stream.of(signals).map(Signals::entry).toList());
  }

  /** A group of one signal each, with new provenance. */
  public static AppendGroup group(List<Signals> signals) {
    return new AppendGroup(signals.stream().map(Signals::entry).toList());
  }

  /** A provenance id that no other call answers. */
  public static ProvenanceId nextId() {
    long millis = Instant.parse("2024-03-10T12:00:01Z").toEpochMilli();
    long low = 0x8000_0000_0000_0000L | (NEXT_ID.getAndIncrement() & 0x3FFF_FFFF_FFFF_FFFFL);
    return new ProvenanceId(new UUID((millis << 16) | 0x7000, low));
  }

  /**
   * A digest that tells payloads apart. It stands in for the product's own, which the ledger stores
   * and gives back and never makes.
   */
  public static PayloadDigest digest(Signal signal) {
    String payload =
        List.of(
                signal.type(),
                signal.value(),
                signal.weight(),
                signal.residency(),
                signal.attributes())
            .toString();
    try {
      byte[] bytes = new byte[PayloadDigest.LENGTH];
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(payload.getBytes(StandardCharsets.UTF_8));
      bytes[0] = 1;
      System.arraycopy(hash, 0, bytes, 1, hash.length);
      return PayloadDigest.of(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
