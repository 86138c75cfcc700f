package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.Signal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A document that is a signal, or its attributes: taken just if the tree that Jackson makes of its
 * characters is one, and then as that tree says.
 */
final class SignalFuzz {

  /** So short a document has attributes that are short enough, whatever they are. */
  private static final int SHORT = 2_500;

  /** The most characters that a refusal may have: eight faults, each of a short text. */
  private static final int LONGEST_DETAIL = 3_000;

  /** A number of more characters is refused, which a tree can't tell any more. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("[-+.0-9eE]{" + (Json.MAX_NUMBER_LENGTH + 1) + "}");

  private static final String WITH_ATTRIBUTES =
      "{\"tenant_id\":\"t\",\"source\":\"s\",\"signal_id\":\"i\",\"ts\":\"2024-01-31T12:00:00Z\","
          + "\"type\":\"cpu\",\"value\":0.5,\"attributes\":";

  private SignalFuzz() {}

  /** Tries one document. */
  public static void fuzzerTestOneInput(byte[] document) {
    Optional<Signal> found = signal(JsonSignals.decoder().decode(document));
    if (document.length > SHORT || LONG_NUMBER.matcher(JsonOracle.text(document)).find()) {
      found.ifPresent(SignalFuzz::requireReadAgain);
      return;
    }
    Optional<JsonNode> tree = JsonOracle.strict(document);
    Law.same(found, tree.flatMap(SignalOracle::signal), "a signal is what its tree says");
    found.ifPresent(SignalFuzz::requireReadAgain);
    if (tree.isPresent()) {
      String whole = WITH_ATTRIBUTES + JsonOracle.text(document) + "}";
      Candidate candidate = JsonSignals.decoder().decode(JsonOracle.bytes(whole));
      attributes(signal(candidate), tree.get());
    }
  }

  private static void attributes(Optional<Signal> found, JsonNode tree) {
    Optional<Attributes> expected =
        tree.isNull() ? Optional.of(Attributes.NONE) : SignalOracle.attributes(tree);
    Law.same(found.map(Signal::attributes), expected, "attributes are what their tree says");
    found.ifPresent(
        signal -> {
          requireReadAgain(signal);
          int bytes = JsonOracle.bytes(signal.attributes().canonicalText()).length;
          Law.holds(bytes <= Attributes.MAX_BYTES, "attributes are kept within their bound");
        });
  }

  static void requireReadAgain(Signal signal) {
    byte[] written = JsonOracle.bytes(SignalOracle.written(signal));
    Law.same(
        signal(JsonSignals.decoder().decode(written)),
        Optional.of(signal),
        "what is written is read again");
  }

  /** The signal; empty if it was refused in words that may be shown. */
  static Optional<Signal> signal(Candidate candidate) {
    if (candidate instanceof Candidate.WellFormed wellFormed) {
      return Optional.of(wellFormed.signal());
    }
    String detail = ((Candidate.Malformed) candidate).rejection().detail();
    Law.holds(!detail.isEmpty(), "a refusal says why");
    Law.holds(detail.length() <= LONGEST_DETAIL, "a refusal is short");
    Law.holds(detail.chars().noneMatch(Character::isISOControl), "a refusal can be shown");
    Law.holds(
        JsonOracle.text(JsonOracle.bytes(detail)).equals(detail), "a refusal has a UTF-8 form");
    return Optional.empty();
  }
}
