package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A document that is an array of signals, or lines of them: each item stands alone. */
final class ItemsFuzz {

  private static final int MOST = 8;
  private static final JsonFactory FACTORY = new JsonFactory();

  private ItemsFuzz() {}

  /** Tries one document. */
  public static void fuzzerTestOneInput(byte[] document) throws IOException {
    lines(document);
    array(document);
  }

  private static void lines(byte[] document) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= document.length; at++) {
      if (at == document.length || document[at] == '\n') {
        byte[] line = Arrays.copyOfRange(document, from, at);
        if (!new String(line, java.nio.charset.StandardCharsets.ISO_8859_1).matches("[ \t\r]*")) {
          lines.add(line);
        }
        from = at + 1;
      }
    }
    try {
      List<Candidate> found = JsonSignals.lines(document, document.length, MOST);
      Law.same(signals(found), alone(lines), "a line is read as if it were alone");
    } catch (Refusal e) {
      Law.holds(lines.size() > MOST, "lines are refused for their number alone");
      Law.same(e.reply().status(), Problem.TOO_MANY_ITEMS.status(), "and told so");
    }
  }

  private static void array(byte[] document) throws IOException {
    Optional<JsonNode> tree = JsonOracle.lax(document).filter(JsonNode::isArray);
    try {
      List<Candidate> found = JsonSignals.array(document, document.length, MOST);
      Law.holds(tree.isPresent(), "what is taken as an array is one");
      Law.same(signals(found), alone(items(document)), "an item is read as if it were alone");
    } catch (IOException e) {
      Law.holds(tree.isEmpty(), "an array is taken: " + e.getMessage());
      String told = JsonSignals.describe(e);
      Law.holds(told.chars().noneMatch(Character::isISOControl), "a refusal can be shown");
      Law.holds(!told.isEmpty() && told.length() < 300, "a refusal says why, in short");
    } catch (Refusal e) {
      Law.holds(tree.isEmpty() || tree.get().size() > MOST, "an array is refused for its length");
      Law.same(e.reply().status(), Problem.TOO_MANY_ITEMS.status(), "and told so");
    }
  }

  private static List<Optional<Signal>> alone(List<byte[]> items) {
    return items.stream()
        .map(item -> SignalFuzz.signal(JsonSignals.decoder().decode(item)))
        .toList();
  }

  private static List<Optional<Signal>> signals(List<Candidate> candidates) {
    return candidates.stream().map(SignalFuzz::signal).toList();
  }

  /** The bytes of each item of an array. */
  private static List<byte[]> items(byte[] array) throws IOException {
    List<byte[]> items = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        items.add(Arrays.copyOfRange(array, from, to));
      }
    }
    return items;
  }
}
