package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads signals in our own JSON form: an object with the fields {@code tenant_id, source,
 * signal_id, ts, type, value} and, if wanted, {@code weight, residency, attributes}. An optional
 * field that is null counts as absent. A field of another name is refused, so that a misspelt
 * {@code weight} never counts as 1. Numbers are exact.
 */
public final class JsonSignals {

  private static final int MAX_MESSAGE = 200;

  private JsonSignals() {}

  /** The decoder of one document that holds one signal. */
  public static SignalDecoder decoder() {
    return document -> one(document, 0, document.length);
  }

  /** The decoder of one CloudEvent, for doors of other protocols. */
  public static EventDecoder eventDecoder() {
    return CloudEvents.DECODER;
  }

  /** Reads one item from a parser that stands at its first token, to its last. */
  @FunctionalInterface
  interface ItemReader {

    /**
     * Reads the item.
     *
     * @param path its JSON path; asked for only if there is a fault
     * @param shown how many faults are told in words
     * @throws IOException if the JSON text itself is at fault
     */
    Candidate read(JsonParser parser, Supplier<String> path, int shown) throws IOException;
  }

  /** Reads one signal. */
  static Candidate one(byte[] bytes, int from, int length) {
    return one(bytes, from, length, SignalReader::read);
  }

  /** Reads one item that is the whole document. */
  static Candidate one(byte[] bytes, int from, int length, ItemReader item) {
    return one(bytes, from, length, () -> "$", Faults.SHOWN, item);
  }

  private static Candidate one(
      byte[] bytes, int from, int length, Supplier<String> path, int shown, ItemReader item) {
    try {
      requireText(bytes, from, length);
      try (JsonParser parser = Json.FACTORY.createParser(bytes, from, length)) {
        if (parser.nextToken() == null) {
          return new Candidate.Malformed(Faults.malformed(path.get(), "nothing", "an object"));
        }
        Candidate candidate = item.read(parser, path, shown);
        requireEnd(parser);
        return candidate;
      }
    } catch (IOException e) {
      return new Candidate.Malformed(
          new Rejection(RejectionReason.MALFORMED, path.get() + ": " + describe(e)));
    }
  }

  /**
   * Reads the data of an event.
   *
   * @throws IOException if they are no JSON object; {@link #describe} says why
   */
  static SignalReader data(byte[] bytes, int length, Supplier<String> path, int shown)
      throws IOException {
    requireText(bytes, 0, length);
    try (JsonParser parser = Json.FACTORY.createParser(bytes, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(
            parser, "not an object (expected: an object)", parser.currentTokenLocation());
      }
      SignalReader data = SignalReader.data(parser, path, shown);
      requireEnd(parser);
      return data;
    }
  }

  /**
   * Reads an array of signals. A bad item becomes a rejection and harms no other.
   *
   * @throws IOException if the text as a whole is no JSON array; {@link #describe} says why
   * @throws Refusal if there are too many items
   */
  static List<Candidate> array(byte[] bytes, int length, int maxItems) throws IOException, Refusal {
    return array(bytes, length, maxItems, SignalReader::read);
  }

  /** As above, of items of another kind. */
  static List<Candidate> array(byte[] bytes, int length, int maxItems, ItemReader item)
      throws IOException, Refusal {
    requireText(bytes, 0, length);
    List<Candidate> candidates = new ArrayList<>();
    int bad = 0;
    try (JsonParser parser = Json.FACTORY.createParser(bytes, 0, length)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new JsonParseException(
            parser, "not an array (expected: an array)", parser.currentTokenLocation());
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        requireRoom(candidates, maxItems);
        int index = candidates.size();
        Candidate read = item.read(parser, () -> "$[" + index + "]", shown(bad));
        bad += read instanceof Candidate.Malformed ? 1 : 0;
        candidates.add(read);
      }
      requireEnd(parser);
    }
    return candidates;
  }

  /**
   * Reads signals that stand one on a line; blank lines are passed over. A bad line becomes a
   * rejection and harms no other.
   *
   * @throws Refusal if there are too many items
   */
  static List<Candidate> lines(byte[] bytes, int length, int maxItems) throws Refusal {
    List<Candidate> candidates = new ArrayList<>();
    int number = 0;
    int bad = 0;
    for (int from = 0; from < length; ) {
      int end = from;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      number++;
      if (!isBlank(bytes, from, end)) {
        requireRoom(candidates, maxItems);
        int line = number;
        Supplier<String> path = () -> "line " + line + ", $";
        Candidate read = one(bytes, from, end - from, path, shown(bad), SignalReader::read);
        bad += read instanceof Candidate.Malformed ? 1 : 0;
        candidates.add(read);
      }
      from = end + 1;
    }
    return candidates;
  }

  /** What is wrong with the text, in words safe to show to its sender. */
  static String describe(IOException failure) {
    if (!(failure instanceof JsonProcessingException syntax)) {
      return Faults.plain(String.valueOf(failure.getMessage()));
    }
    String message = syntax.getOriginalMessage();
    String first = message == null ? "not JSON" : message.lines().findFirst().orElse("not JSON");
    String text = Faults.plain(first, MAX_MESSAGE);
    JsonLocation at = syntax.getLocation();
    return at == null
        ? text
        : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + text;
  }

  /** How many faults of a signal are told in words, after so many bad ones in one request. */
  private static int shown(int bad) {
    return bad < ReceiptReply.DETAILED ? Faults.SHOWN : 0;
  }

  private static boolean isBlank(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private static void requireRoom(List<Candidate> candidates, int maxItems) throws Refusal {
    if (candidates.size() >= maxItems) {
      throw new Refusal(
          Problem.TOO_MANY_ITEMS,
          "items: more than " + maxItems + " (expected: at most " + maxItems + " in one request)");
    }
  }

  /** Jackson would skip a byte order mark, guess other encodings and let overlong forms pass. */
  private static void requireText(byte[] bytes, int from, int length) throws IOException {
    if (Utf8.startsWithMark(bytes, from, length)) {
      throw new IOException("a byte order mark (expected: UTF-8 without one)");
    }
    boolean wide = length >= 2 && (bytes[from] == 0 || bytes[from + 1] == 0);
    if (wide || !Utf8.isWellFormed(bytes, from, length)) {
      throw new IOException("bytes that are no UTF-8 (expected: UTF-8)");
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(
          parser, "something follows the end (expected: one JSON value)", parser.currentLocation());
    }
  }
}
