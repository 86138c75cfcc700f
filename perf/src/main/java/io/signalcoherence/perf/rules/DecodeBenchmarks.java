package io.signalcoherence.perf.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.SignalDecoder;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reading JSON: the door's decoder, and Jackson's tree of the same bytes. */
@State(Scope.Benchmark)
public class DecodeBenchmarks {

  private static final int BATCH = 100;

  private final SignalDecoder decoder = JsonSignals.decoder();
  private final ObjectMapper jackson = new ObjectMapper();
  private final List<byte[]> documents = SampleSignals.documents(BATCH);

  /** Made by JMH. */
  public DecodeBenchmarks() {}

  /** One signal, read into values and validated. */
  @Benchmark
  public Candidate one() {
    return decoder.decode(documents.get(0));
  }

  /** The same bytes as a tree. */
  @Benchmark
  public Object onePeer() throws IOException {
    return jackson.readTree(documents.get(0));
  }

  /** A hundred signals, one after the other. */
  @Benchmark
  public void hundred(Blackhole sink) {
    for (byte[] document : documents) {
      sink.consume(decoder.decode(document));
    }
  }

  /** A hundred trees. */
  @Benchmark
  public void hundredPeer(Blackhole sink) throws IOException {
    for (byte[] document : documents) {
      sink.consume(jackson.readTree(document));
    }
  }
}
