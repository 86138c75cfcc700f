package io.signalcoherence.perf.rules;

import io.signalcoherence.core.dedupe.Digests;
import io.signalcoherence.core.dedupe.GroupFold;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counting once: the payload's digest, and SHA-256 over the same bytes alone; the folding of a
 * group by key, and a sort of its keys alone.
 */
@State(Scope.Benchmark)
public class DedupeBenchmarks {

  private static final int GROUP = 500;

  /** One in ten comes twice in its group. */
  private static final int DISTINCT = 450;

  private final Signal signal = SampleSignals.signal(0);
  private final byte[] payload = payload(signal);
  private final List<Signal> group =
      IntStream.range(0, GROUP)
          .map(number -> number * 211 % GROUP % DISTINCT)
          .mapToObj(SampleSignals::signal)
          .toList();
  private final SignalKey[] keys = group.stream().map(Signal::key).toArray(SignalKey[]::new);

  /** Made by JMH. */
  public DedupeBenchmarks() {}

  /** The bytes that {@code Digests} hashes for a signal without residency and attributes. */
  private static byte[] payload(Signal signal) {
    byte[] type = signal.type().value().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + type.length + 2 * Long.BYTES + 2)
        .putInt(type.length)
        .put(type)
        .putLong(signal.value().billionths())
        .putLong(signal.weight().millionths())
        .array();
  }

  /** Makes sure that both hash the same bytes. */
  @Setup
  public void compare() throws GeneralSecurityException {
    byte[] ours = Digests.of(signal).bytes();
    if (!Arrays.equals(ours, 1, ours.length, digestPeer(), 0, ours.length - 1)) {
      throw new IllegalStateException("the peer hashes other bytes than the digest");
    }
  }

  /** The payload encoded and hashed. */
  @Benchmark
  public PayloadDigest digest() {
    return Digests.of(signal);
  }

  /** The encoded bytes hashed. */
  @Benchmark
  public byte[] digestPeer() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(payload);
  }

  /** One claimant a key, in the order of the keys. */
  @Benchmark
  public List<GroupFold.Claimant<Signal>> fold() {
    return GroupFold.fold(group, Signal::key);
  }

  /** The keys in their order. */
  @Benchmark
  public SignalKey[] foldPeer() {
    SignalKey[] sorted = keys.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
