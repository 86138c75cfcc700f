package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request is answered with. Immutable, if its maker lets go of the body. */
final class Reply {

  static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  private final int status;
  private final String contentType;
  private final List<Header> headers;
  private final byte[] body;
  private final Optional<String> problem;

  private Reply(
      int status, String contentType, List<Header> headers, byte[] body, Optional<String> problem) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.body = body;
    this.problem = problem;
  }

  /** Adds members to a problem. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * One header line.
   *
   * @param name in lower case
   * @param value without line breaks
   */
  record Header(String name, String value) {}

  static Reply json(int status, Json.Document document) {
    return new Reply(status, JSON, List.of(), Json.bytes(document), Optional.empty());
  }

  static Reply text(int status, String contentType, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Reply(status, contentType, List.of(), bytes, Optional.empty());
  }

  static Reply problem(Problem problem, String detail) {
    return problem(problem, detail, out -> {});
  }

  static Reply problem(Problem problem, String detail, Members members) {
    byte[] body =
        Json.bytes(
            out -> {
              out.writeStartObject();
              out.writeStringField("type", problem.type());
              out.writeStringField("title", problem.title());
              out.writeNumberField("status", problem.status());
              out.writeStringField("detail", detail);
              members.write(out);
              out.writeEndObject();
            });
    return new Reply(problem.status(), PROBLEM_JSON, List.of(), body, Optional.of(problem.slug()));
  }

  /** A problem that passes: with {@code Retry-After} in whole seconds, at least one. */
  static Reply passing(Problem problem, String detail, Duration retryAfter) {
    return passing(problem, detail, retryAfter, out -> {});
  }

  static Reply passing(Problem problem, String detail, Duration retryAfter, Members members) {
    long seconds = wholeSeconds(retryAfter);
    return problem(
            problem,
            detail,
            out -> {
              members.write(out);
              out.writeNumberField("retry_after", seconds);
            })
        .with("retry-after", Long.toString(seconds));
  }

  /** Rounded up, at least 1. */
  static long wholeSeconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, contentType, List.copyOf(more), body, problem);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  List<Header> headers() {
    return headers;
  }

  /** Not to be changed. */
  byte[] body() {
    return body;
  }

  /** The slug of the problem, if it is one. */
  Optional<String> problem() {
    return problem;
  }
}
