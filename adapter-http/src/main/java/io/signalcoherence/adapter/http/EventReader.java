package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event in the JSON format of CloudEvents, strictly and in one pass: numbers keep their
 * digits, a member that stands twice is refused, and all faults are told together.
 */
final class EventReader {

  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";
  private static final String PACKED = "an object as JSON in UTF-8, in Base64";
  private static final int LONGEST_INTEGER = "-2147483648".length();

  private final JsonParser parser;
  private final Supplier<String> path;
  private final int shown;
  private final EventContext context;
  private @Nullable SignalReader data;
  private boolean plainGiven;
  private boolean packedGiven;

  private EventReader(JsonParser parser, Supplier<String> path, int shown) {
    this.parser = parser;
    this.path = path;
    this.shown = shown;
    this.context = new EventContext(() -> new Faults(path.get(), shown));
  }

  /**
   * Reads the event that begins at the parser's token.
   *
   * @param path the event's JSON path; asked for only if there is a fault
   * @param shown how many faults are told in words
   * @param tenants the tenants that are told beside the event; each must be its own
   */
  static EventDecoder.Event read(
      JsonParser parser, Supplier<String> path, int shown, Collection<String> tenants)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      String found = SignalReader.kind(parser.currentToken());
      parser.skipChildren();
      return new EventDecoder.Event(
          new Candidate.Malformed(Faults.malformed(path.get(), found, "an object")),
          Optional.empty());
    }
    EventReader reader = new EventReader(parser, path, shown);
    reader.members();
    return new EventDecoder.Event(reader.candidate(tenants), reader.context.traceId());
  }

  private void members() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!context.isFirst(name)) {
        parser.skipChildren();
      } else if (name.equals(DATA)) {
        data();
      } else if (name.equals(BASE64)) {
        packed();
      } else {
        attribute(name);
      }
    }
  }

  private void attribute(String name) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return; // as if it were not there, says the format
    }
    boolean told =
        token == JsonToken.VALUE_STRING
            || (!EventContext.isText(name) && (token.isBoolean() || isInteger()));
    if (told) {
      context.put(name, parser.getText());
      return;
    }
    String expected =
        EventContext.isText(name) ? "a string" : "a string, true, false or a 32-bit integer";
    context.markGiven(name);
    wrong(name, expected);
  }

  private boolean isInteger() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getTextLength() > LONGEST_INTEGER) {
      return false;
    }
    long value = Long.parseLong(parser.getText());
    return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
  }

  private void data() throws IOException {
    plainGiven = true;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      data = SignalReader.data(parser, () -> path.get() + "." + DATA, shown);
    } else {
      wrong(DATA, "an object");
    }
  }

  private void packed() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    packedGiven = true;
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(BASE64, "a string");
      return;
    }
    byte[] json;
    try {
      json = Base64.getDecoder().decode(parser.getText());
    } catch (IllegalArgumentException e) {
      context.faults().form(BASE64, "no Base64", PACKED);
      return;
    }
    try {
      data = JsonSignals.data(json, json.length, () -> path.get() + "." + BASE64, shown);
    } catch (IOException e) {
      context.faults().form(BASE64, JsonSignals.describe(e), PACKED);
    }
  }

  private void wrong(String name, String expected) throws IOException {
    context.faults().form(name, SignalReader.kind(parser.currentToken()), expected);
    parser.skipChildren();
  }

  private Candidate candidate(Collection<String> tenants) {
    if (plainGiven && packedGiven) {
      context.faults().form(BASE64, "given beside data", "one of them");
    } else if (packedGiven && !context.has(EventContext.CONTENT_TYPE)) {
      context
          .faults()
          .missing(EventContext.CONTENT_TYPE, "one of JSON, since data_base64 is given");
    } else if (!plainGiven && !packedGiven) {
      context.faults().missing(DATA, "an object with the value");
    }
    return context.candidate(data, tenants);
  }
}
