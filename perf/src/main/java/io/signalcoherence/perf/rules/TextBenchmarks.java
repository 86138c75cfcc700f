package io.signalcoherence.perf.rules;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.TransactionId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Texts of values: event times beside {@code java.time}, commit tokens beside bare Base64. */
@State(Scope.Benchmark)
public class TextBenchmarks {

  private String time = "2026-03-14T15:09:26.535897Z";
  private CommitToken token =
      CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1_000_000), 100_000_000);
  private String tokenText = token.encoded();
  private byte[] tokenBytes = Base64.getUrlDecoder().decode(tokenText);

  /** Made by JMH. */
  public TextBenchmarks() {}

  /** An RFC 3339 date-time, to the microsecond, in range. */
  @Benchmark
  public EventTime time() {
    return EventTime.parse(time);
  }

  /** The same text by the JDK. */
  @Benchmark
  public Instant timePeer() {
    return OffsetDateTime.parse(time).toInstant();
  }

  /** A token's text. */
  @Benchmark
  public String tokenText() {
    return token.encoded();
  }

  /** The text of as many bytes. */
  @Benchmark
  public String tokenTextPeer() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(tokenBytes);
  }

  /** A token from its text. */
  @Benchmark
  public CommitToken tokenValue() {
    return CommitToken.decode(tokenText);
  }

  /** The bytes of the same text. */
  @Benchmark
  public byte[] tokenValuePeer() {
    return Base64.getUrlDecoder().decode(tokenText);
  }
}
