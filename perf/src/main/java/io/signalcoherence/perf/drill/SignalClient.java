package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
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
public final class SignalClient {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI base;
  private final Duration deadline;

  public SignalClient(URI base, Duration deadline) {
    this.base = base;
    this.deadline = deadline;
  }

  /**
   * Sends one request and says what each signal was told; whatever went wrong is {@link
   * Told#UNKNOWN}.
   */
  public List<Told> send(List<DrillSignal> signals) throws InterruptedException {
    return exchange(signals).told();
  }

  /** Sends one request and says all that came back. */
  public Answer exchange(List<DrillSignal> signals) throws InterruptedException {
    try {
      return answer(http.send(push(signals), HttpResponse.BodyHandlers.ofString()), signals.size());
    } catch (IOException e) {
      return Answer.none(signals.size());
    }
  }

  /** Like {@link #exchange}, without waiting; the stage does not fail. */
  public CompletionStage<Answer> begin(List<DrillSignal> signals) {
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
    List<Told> told = told(answer, signals);
    boolean accepted = signals == 1 && told.get(0).kind() == Told.Kind.ACCEPTED;
    return new Answer(
        answer.statusCode(),
        retryAfter(answer),
        told,
        accepted
            ? Optional.of(JSON.readTree(answer.body()).path("token").asText())
                .filter(token -> !token.isEmpty())
            : Optional.empty());
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
   * @param token of the commit that stored a single signal now
   */
  public record Answer(
      int status, Optional<String> retryAfter, List<Told> told, Optional<String> token) {

    static Answer none(int signals) {
      return new Answer(
          0, Optional.empty(), Collections.nCopies(signals, Told.UNKNOWN), Optional.empty());
    }

    boolean isUndetermined() {
      return told.stream().anyMatch(each -> each.kind() == Told.Kind.UNKNOWN);
    }

    /** Whether a refusal says when to come again: whole seconds, at least one. */
    public boolean saysWhen() {
      return isWait(retryAfter);
    }
  }

  /**
   * What came back for a question.
   *
   * @param status of HTTP; 0 if no answer came
   * @param saysWhen whether it says when to come again
   * @param score what status 200 brought; a missing node else
   */
  public record Reading(int status, boolean saysWhen, JsonNode score) {}

  private static boolean isWait(Optional<String> retryAfter) {
    return retryAfter.filter(value -> value.matches("[1-9]\\d{0,5}")).isPresent();
  }

  /** The answer to a question for a tenant's coherence; empty if there is none. */
  public Optional<JsonNode> coherence(String tenant, Instant asOf) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(question(tenant, asOf, Optional.empty()), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Asks for a tenant's coherence without waiting. The stage does not fail.
   *
   * @param token of a commit that the answer must include
   */
  public CompletionStage<Reading> beginReading(
      String tenant, Instant asOf, Optional<String> token) {
    return http.sendAsync(question(tenant, asOf, token), HttpResponse.BodyHandlers.ofString())
        .handle(
            (answer, failure) ->
                failure == null
                    ? new Reading(answer.statusCode(), isWait(retryAfter(answer)), score(answer))
                    : new Reading(0, false, MissingNode.getInstance()));
  }

  /** A score that can't be read is none, which whoever looks for its numbers finds out. */
  private static JsonNode score(HttpResponse<String> answer) {
    try {
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private HttpRequest question(String tenant, Instant asOf, Optional<String> token) {
    String path =
        "/v1/coherence/tenants/"
            + URLEncoder.encode(tenant, StandardCharsets.UTF_8)
            + "?asOf="
            + URLEncoder.encode(asOf.toString(), StandardCharsets.UTF_8)
            + token
                .map(value -> "&atLeast=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .orElse("");
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
