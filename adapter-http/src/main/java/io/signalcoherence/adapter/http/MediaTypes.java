package io.signalcoherence.adapter.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms in which bodies are taken and given. */
final class MediaTypes {

  private static final String JSON = "application/json";
  private static final String GZIP = "gzip";

  private MediaTypes() {}

  static void requireEncoding(List<String> encodings) throws Refusal {
    if (encodings.size() > 1 || !(encodings.isEmpty() || isKnown(encodings.get(0)))) {
      throw new Refusal(
          Reply.problem(
                  Problem.UNSUPPORTED_ENCODING,
                  "content-encoding: another one (expected: gzip or none)")
              .with("accept-encoding", GZIP));
    }
  }

  static boolean isGzip(@Nullable String encoding) {
    return encoding != null && encoding.trim().toLowerCase(Locale.ROOT).endsWith(GZIP);
  }

  /** Refuses if JSON is not among what the caller takes (RFC 9110, 12.5.1). */
  static void requireJsonWanted(List<String> accepts) throws Refusal {
    if (accepts.isEmpty()) {
      return;
    }
    for (String accept : accepts) {
      for (String range : accept.split(",", -1)) {
        if (covers(essence(range)) && !hasZeroQuality(range)) {
          return;
        }
      }
    }
    throw new Refusal(Problem.NOT_ACCEPTABLE, "accept: without application/json (expected: with)");
  }

  private static boolean covers(String range) {
    return switch (range) {
      case "", "*/*", "application/*", JSON -> true;
      default -> false;
    };
  }

  private static boolean hasZeroQuality(String range) {
    String folded = range.replace(" ", "").toLowerCase(Locale.ROOT);
    int at = folded.indexOf(";q=");
    return at >= 0 && folded.substring(at + 3).matches("0(\\.0{0,3})?(;.*)?");
  }

  private static boolean isKnown(String encoding) {
    return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity", GZIP, "x-gzip" -> true;
      default -> false;
    };
  }

  /** Whether the type says JSON: the subtype is {@code json} or ends with {@code +json}. */
  static boolean isJson(String essence) {
    int slash = essence.indexOf('/');
    return slash > 0 && (essence.endsWith("+json") || essence.substring(slash + 1).equals("json"));
  }

  static boolean hasUtf8OrNone(String contentType) {
    String folded = contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    int at = folded.indexOf(";charset=");
    return at < 0 || folded.startsWith("utf-8", at + ";charset=".length());
  }

  /** The type without its parameters, in lower case; empty if there is none. */
  static String essence(@Nullable String type) {
    if (type == null) {
      return "";
    }
    if (type.equals(JSON)) {
      return JSON;
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }
}
