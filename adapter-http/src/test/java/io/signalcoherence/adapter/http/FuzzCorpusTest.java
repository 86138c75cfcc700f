package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.corpus.Corpus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** No committed input breaks a law of its fuzz target. */
final class FuzzCorpusTest {

  @TestFactory
  List<DynamicContainer> everyCommittedInputKeepsTheLaws() throws IOException {
    return List.of(
        Corpus.of(SignalFuzz.class, SignalFuzz::fuzzerTestOneInput),
        Corpus.of(ItemsFuzz.class, ItemsFuzz::fuzzerTestOneInput),
        Corpus.of(EventFuzz.class, EventFuzz::fuzzerTestOneInput),
        Corpus.of(EventHeadersFuzz.class, EventHeadersFuzz::fuzzerTestOneInput),
        Corpus.of(GzipFuzz.class, GzipFuzz::fuzzerTestOneInput),
        Corpus.of(RequestFuzz.class, RequestFuzz::fuzzerTestOneInput),
        Corpus.of(TargetFuzz.class, TargetFuzz::fuzzerTestOneInput));
  }
}
