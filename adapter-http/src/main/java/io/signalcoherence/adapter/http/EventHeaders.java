package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of an event in binary mode. Their values are unquoted (RFC 9110, 5.6.4) and then
 * percent-decoded once, as the HTTP binding of CloudEvents asks in section 3.1.3.2; its SDK for
 * Java does neither.
 */
final class EventHeaders {

  static final String PREFIX = "ce-";

  private static final int HEX = 16;

  private EventHeaders() {}

  /** The attribute that a header carries; empty if it carries none. */
  static Optional<String> attribute(String header) {
    return header.length() > PREFIX.length()
            && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        ? Optional.of(header.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** Reads the attributes of an event; what can't be read is noted as its fault. */
  static void read(Iterable<Map.Entry<String, String>> headers, EventContext context) {
    for (Map.Entry<String, String> header : headers) {
      Optional<String> name = attribute(header.getKey());
      if (name.isPresent() && context.isFirst(name.get())) {
        put(name.get(), header.getValue(), context);
      }
    }
  }

  /** The tenants that headers name, beside an event that has its own context. */
  static List<String> tenants(HttpHeaders headers) {
    return headers.getAll(PREFIX + EventContext.TENANT).stream()
        .map(value -> text(value).orElse(value))
        .toList();
  }

  private static void put(String name, String value, EventContext context) {
    if (name.equals(EventContext.CONTENT_TYPE)) {
      context.faults().form(name, "a header of its own", "content-type alone");
      return;
    }
    Optional<String> text = text(value);
    if (text.isPresent()) {
      context.put(name, text.get());
    } else {
      context.markGiven(name);
      context.faults().form(name, "a value that can't be decoded", "percent-encoded UTF-8");
    }
  }

  /**
   * What a header's value says: visible ASCII and spaces, of which {@code %} begins an octet of
   * UTF-8. Anything else is ambiguous, so it is none.
   */
  static Optional<String> text(String value) {
    Optional<String> plain = unquoted(value);
    return plain.isEmpty() ? plain : decoded(plain.get());
  }

  private static Optional<String> unquoted(String value) {
    if (!value.startsWith("\"")) {
      return Optional.of(value);
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        return i == value.length() - 1 ? Optional.of(text.toString()) : Optional.empty();
      }
      if (c == '\\') {
        i++;
        if (i == value.length()) {
          return Optional.empty();
        }
      }
      text.append(value.charAt(i));
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), HEX) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (c >= ' ' && c < 0x7F) {
        bytes[length++] = (byte) c;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(Utf8.text(bytes, 0, length));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
