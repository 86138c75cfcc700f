package io.signalcoherence.adapter.http.description;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status its status
 * @param headers by lower-case name
 * @param body its body as text; empty if the answer has none
 */
public record Answered(int status, Map<String, String> headers, Optional<String> body) {

  /** The content type without its parameters, in lower case. */
  String mediaType() {
    String type = headers.getOrDefault("content-type", "");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }

  /** Whether it says that there is no such resource, or that the resource has other methods. */
  boolean isUnrouted() {
    String text = body.orElse("");
    return status == 405 || (status == 404 && text.contains("/problems/not-found\""));
  }
}
