package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Speaks to the service over HTTP. Safe for use by several threads. */
final class SignalClient {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI base;
  private final Duration deadline;

  SignalClient(URI base, Duration deadline) {
    this.base = base;
    this.deadline = deadline;
  }

  /**
   * Sends one request and says what each signal was told; whatever went wrong is {@link
   * Told#UNKNOWN}.
   */
  List<Told> send(List<DrillSignal> signals) throws InterruptedException {
    return exchange(signals).told();
  }

  /** Sends one request and says all that came back. */
  Answer exchange(List<DrillSignal> signals) throws InterruptedException {
    try {
      return answer(http.send(push(signals), HttpResponse.BodyHandlers.ofString()), signals.size());
    } catch (IOException e) {
      return Answer.none(signals.size());
    }
  }

  /** Like {@link #exchange}, without waiting; the stage does not fail. */
  CompletionStage<Answer> begin(List<DrillSignal> signals) {
    return http.sendAsync(push(signals), HttpResponse.BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              try {
                return failure == null
                    ? answer(answer, signals.size())
                    : Answer.none(signals.size());
              } catch (IOException e) {
                return Answer.none(signals.size());
              }
            });
  }

  private HttpRequest push(List<DrillSignal> signals) {
    return HttpRequest.newBuilder(base.resolve("/v1/coherence/signals"))
        .timeout(deadline)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body(signals)))
        .build();
  }

  private static Answer answer(HttpResponse<String> answer, int signals) throws IOException {
    return new Answer(answer.statusCode(), retryAfter(answer), told(answer, signals));
  }

  /** A receipt whose provenance is no UUID is none. */
  private static List<Told> told(HttpResponse<String> answer, int signals) throws IOException {
    try {
      return signals == 1 ? List.of(one(answer)) : many(answer, signals);
    } catch (IllegalArgumentException e) {
      return Collections.nCopies(signals, new Told(Told.Kind.REJECTED, Optional.empty()));
    }
  }

  private static Optional<String> retryAfter(HttpResponse<?> answer) {
    return answer.headers().firstValue("retry-after");
  }

  /**
   * What came back.
   *
   * @param status of HTTP; 0 if no answer came
   * @param retryAfter the header of that name
   * @param told of each signal
   */
  record Answer(int status, Optional<String> retryAfter, List<Told> told) {

    static Answer none(int signals) {
      return new Answer(0, Optional.empty(), Collections.nCopies(signals, Told.UNKNOWN));
    }

    boolean isUndetermined() {
      return told.stream().anyMatch(each -> each.kind() == Told.Kind.UNKNOWN);
    }

    /** Whether a refusal says when to come again: whole seconds, at least one. */
    boolean saysWhen() {
      return retryAfter.filter(value -> value.matches("[1-9]\\d{0,5}")).isPresent();
    }
  }

  /** The answer to a question for a tenant's coherence; empty if there is none. */
  Optional<JsonNode> coherence(String tenant, Instant asOf) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(question(tenant, asOf), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Asks for a tenant's coherence without waiting; the answer tells of no signal. The stage does
   * not fail.
   */
  CompletionStage<Answer> beginReading(String tenant, Instant asOf) {
    return http.sendAsync(question(tenant, asOf), HttpResponse.BodyHandlers.discarding())
        .handle(
            (answer, failure) ->
                failure == null
                    ? new Answer(answer.statusCode(), retryAfter(answer), List.of())
                    : Answer.none(0));
  }

  private HttpRequest question(String tenant, Instant asOf) {
    String path =
        "/v1/coherence/tenants/"
            + URLEncoder.encode(tenant, StandardCharsets.UTF_8)
            + "?asOf="
            + URLEncoder.encode(asOf.toString(), StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(base.resolve(path)).timeout(deadline).GET().build();
  }

  private static String body(List<DrillSignal> signals) {
    StringBuilder out = new StringBuilder(200 * signals.size());
    if (signals.size() == 1) {
      signals.get(0).appendTo(out);
      return out.toString();
    }
    char before = '[';
    for (DrillSignal signal : signals) {
      out.append(before);
      signal.appendTo(out);
      before = ',';
    }
    return out.append(']').toString();
  }

  private static Told one(HttpResponse<String> answer) throws JsonProcessingException {
    Told.Kind kind =
        switch (answer.statusCode()) {
          case 201 -> Told.Kind.ACCEPTED;
          case 200 -> Told.Kind.DUPLICATE;
          case 409 -> Told.Kind.CONFLICT;
          case 400, 403, 404, 413, 415, 422 -> Told.Kind.REJECTED;
          default -> Told.Kind.UNKNOWN;
        };
    boolean stored = kind == Told.Kind.ACCEPTED || kind == Told.Kind.DUPLICATE;
    return new Told(kind, stored ? provenance(JSON.readTree(answer.body())) : Optional.empty());
  }

  private static List<Told> many(HttpResponse<String> answer, int count)
      throws JsonProcessingException {
    if (answer.statusCode() != 207) {
      return Collections.nCopies(count, one(answer));
    }
    JsonNode receipts = JSON.readTree(answer.body()).path("receipts");
    if (receipts.size() != count) {
      return Collections.nCopies(count, new Told(Told.Kind.REJECTED, Optional.empty()));
    }
    List<Told> told = new ArrayList<>(count);
    for (JsonNode receipt : receipts) {
      told.add(new Told(kind(receipt.path("status").asText()), provenance(receipt)));
    }
    return told;
  }

  private static Told.Kind kind(String status) {
    return switch (status) {
      case "accepted" -> Told.Kind.ACCEPTED;
      case "duplicate" -> Told.Kind.DUPLICATE;
      case "conflict" -> Told.Kind.CONFLICT;
      case "undetermined" -> Told.Kind.UNKNOWN;
      default -> Told.Kind.REJECTED;
    };
  }

  private static Optional<UUID> provenance(JsonNode receipt) {
    String id = receipt.path("provenance_id").asText("");
    return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
  }
}
