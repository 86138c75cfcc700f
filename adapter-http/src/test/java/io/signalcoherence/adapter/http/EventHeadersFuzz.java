package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.model.Signal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Header lines, a blank line and data: a CloudEvent in binary mode. */
final class EventHeadersFuzz {

  private EventHeadersFuzz() {}

  /** Tries one event. */
  public static void fuzzerTestOneInput(byte[] input) {
    String all = new String(input, StandardCharsets.ISO_8859_1);
    int blank = all.indexOf("\n\n");
    String head = blank < 0 ? all : all.substring(0, blank);
    byte[] body = (blank < 0 ? "" : all.substring(blank + 2)).getBytes(StandardCharsets.ISO_8859_1);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : head.split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 2)));
        value(line.substring(colon + 2));
      }
    }
    event(headers, body);
    TraceParent.traceId(head).ifPresent(id -> Law.same(id.value(), head.substring(3, 35), "trace"));
    if (JsonOracle.isUtf8(input)) {
      String text = JsonOracle.text(input);
      Law.same(
          EventHeaders.text(EventFuzz.encoded(text)), Optional.of(text), "any text can be told");
    }
  }

  private static void value(String value) {
    Optional<String> text = EventHeaders.text(value);
    boolean plain = value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    Law.holds(text.isEmpty() || plain || value.startsWith("\""), "only visible ASCII is taken");
    if (text.isPresent() && !value.startsWith("\"")) {
      Law.same(
          text.get(),
          URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8),
          "a header's value is decoded as the JDK decodes it");
    }
    if (plain && !value.startsWith("\"")) {
      String quoted = "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      Law.same(EventHeaders.text(quoted), text, "quotes change nothing");
    }
  }

  private static void event(List<Map.Entry<String, String>> headers, byte[] body) {
    Optional<Signal> found = read(headers, body);
    List<Map.Entry<String, String>> turned = new ArrayList<>(headers);
    Collections.reverse(turned);
    Law.same(read(turned, body), found, "the order of headers changes nothing");
    if (found.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      Law.holds(!name.startsWith("ce-") || name.length() == 3 || names.add(name), "none twice");
    }
    Law.same(
        read(EventFuzz.headers(found.get()), body),
        found,
        "an event that is written is read again");
    byte[] own = JsonOracle.bytes(SignalOracle.written(found.get()));
    Law.same(
        SignalFuzz.signal(JsonSignals.decoder().decode(own)), found, "so is it in our own form");
  }

  private static Optional<Signal> read(List<Map.Entry<String, String>> headers, byte[] body) {
    return SignalFuzz.signal(CloudEvents.binary(headers, body, body.length).candidate());
  }
}
