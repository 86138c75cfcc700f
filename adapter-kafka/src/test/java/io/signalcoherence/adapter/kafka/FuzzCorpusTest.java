package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.corpus.Corpus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** No committed input breaks a law of its fuzz target. */
final class FuzzCorpusTest {

  @TestFactory
  List<DynamicContainer> everyCommittedInputKeepsTheLaws() throws IOException {
    return List.of(Corpus.of(RecordFuzz.class, RecordFuzz::fuzzerTestOneInput));
  }
}
