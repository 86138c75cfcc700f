package io.signalcoherence.adapter.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where requests begin and end by RFC 9112, to the letter; ends with the first that is broken. */
final class RequestOracle {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE =
      Pattern.compile("(" + TOKEN + ") ([!-\"$-~]+) HTTP/1[.]([01])");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):[ \t]*([\t -~\u0080-\u00ff]*)");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \t]*(;.*)?");

  private final String bytes;
  private int at;

  private RequestOracle(String bytes) {
    this.bytes = bytes;
  }

  /**
   * A request that is well-formed.
   *
   * @param method its method
   * @param target its target
   * @param body its body, a character a byte
   */
  record Request(String method, String target, String body) {}

  /** The requests, in order, as far as they are well-formed. */
  static List<Request> requests(byte[] bytes) {
    RequestOracle oracle = new RequestOracle(new String(bytes, StandardCharsets.ISO_8859_1));
    List<Request> requests = new ArrayList<>();
    for (Optional<Request> next = oracle.next(); next.isPresent(); next = oracle.next()) {
      requests.add(next.get());
    }
    return requests;
  }

  private Optional<Request> next() {
    Optional<String> first = line();
    while (first.isPresent() && first.get().isEmpty()) {
      first = line();
    }
    Matcher start = LINE.matcher(first.orElse(""));
    if (!start.matches()) {
      return Optional.empty();
    }
    List<String> lengths = new ArrayList<>();
    List<String> codings = new ArrayList<>();
    if (!fields(lengths, codings)) {
      return Optional.empty();
    }
    boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    boolean old = start.group(3).equals("0");
    if (lengths.size() > 1 || codings.size() > (chunked ? 1 : 0) || (chunked && old)) {
      return Optional.empty();
    }
    if (chunked && !lengths.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> body = chunked ? chunks() : sized(lengths.isEmpty() ? "0" : lengths.get(0));
    return body.map(held -> new Request(start.group(1), start.group(2), held));
  }

  private boolean fields(List<String> lengths, List<String> codings) {
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      if (line.get().isEmpty()) {
        return true;
      }
      Matcher field = FIELD.matcher(line.get());
      if (!field.matches()) {
        return false;
      }
      switch (field.group(1).toLowerCase(Locale.ROOT)) {
        case "content-length" -> lengths.add(trimmed(field.group(2)));
        case "transfer-encoding" -> codings.add(trimmed(field.group(2)));
        default -> {}
      }
    }
    return false;
  }

  /** Whether there is an end of trailers; they are dropped, so that what they are is open. */
  private boolean trailers() {
    Optional<String> line = line();
    while (line.isPresent() && !line.get().isEmpty()) {
      line = line();
    }
    return line.isPresent();
  }

  private static String trimmed(String value) {
    return value.replaceAll("[ \t]+$", "");
  }

  private Optional<String> sized(String length) {
    if (!length.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return taken(Integer.parseInt(length));
  }

  private Optional<String> chunks() {
    StringBuilder body = new StringBuilder();
    while (true) {
      Matcher chunk = CHUNK.matcher(line().orElse(""));
      if (!chunk.matches()) {
        return Optional.empty();
      }
      long size = Long.parseLong(chunk.group(1), 16);
      if (size == 0) {
        return trailers() ? Optional.of(body.toString()) : Optional.empty();
      }
      Optional<String> data = taken(size);
      if (data.isEmpty() || !line().equals(Optional.of(""))) {
        return Optional.empty();
      }
      body.append(data.get());
    }
  }

  private Optional<String> taken(long count) {
    if (count > bytes.length() - at) {
      return Optional.empty();
    }
    String taken = bytes.substring(at, at + (int) count);
    at += (int) count;
    return Optional.of(taken);
  }

  /** The text up to CR LF; empty if there is none. */
  private Optional<String> line() {
    int end = bytes.indexOf("\r\n", at);
    if (end < 0) {
      return Optional.empty();
    }
    String line = bytes.substring(at, end);
    at = end + 2;
    return Optional.of(line);
  }
}
