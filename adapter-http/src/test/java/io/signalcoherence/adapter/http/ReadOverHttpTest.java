package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.TransactionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReadOverHttpTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final String TENANT = "/v1/coherence/tenants/a";
  private static final CommitToken TOKEN =
      CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(7), 42);

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void scoreIsShownWithReasonAndFreshness() throws IOException, InterruptedException {
    server.ports.coherence =
        question -> CompletableFuture.completedFuture(new CoherenceAnswer.Scored(Examples.score()));

    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:" + server.server.apiAddress().getPort() + TENANT))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode expected =
        MAPPER.readTree(
            """
            {"tenant_id":"t","as_of":"2024-01-31T12:00:00Z",
             "score":0.750000000,"status":"HEALTHY","agreement":null,
             "sample_size":3,"effective_sample_size":2.500000000,
             "window":{"from":"2024-01-30T12:01:00Z","to":"2024-01-31T12:01:00Z"},
             "snapshot":"1/5:9:6","model_version":"coherence-v1",
             "freshness":{"computed_at":"2024-01-31T12:00:01Z","age_ms":250,"stale":false},
             "explanation":{"top":[
               {"source":"s","type":"cpu","part":0.500000000,"count":2,"weight":2.000000,
                "weighted_value":1.500000000000000},
               {"pair":"other","part":0.200000000,"count":1,"weight":2.000000,
                "weighted_value":1.500000000000000}],
              "remainder":0.050000000,"remainder_pairs":4}}
            """);
    assertThat(MAPPER.readTree(answer.body())).isEqualTo(expected);
    assertThat(answer.body()).contains("\"score\":0.750000000,");
  }

  @Test
  void unknownScoreIsNullAndNotZero() throws IOException {
    server.ports.coherence =
        question ->
            CompletableFuture.completedFuture(new CoherenceAnswer.Scored(Examples.noScore()));

    assertThat(server.get(TENANT).body()).contains("\"score\":null,\"status\":\"UNKNOWN\"");
  }

  @Test
  void questionIsReadAsItWasAsked() throws IOException {
    server.get(
        "/v1/coherence/tenants/a%2Fb%20%C3%BC?asOf=2024-01-31T13:00:00%2B01:00&top=3&atLeast="
            + TOKEN.encoded());

    assertThat(server.ports.questions.element())
        .satisfies(
            question -> {
              assertThat(question.tenant().value()).isEqualTo("a/b ü");
              assertThat(question.asOf()).contains(EventTime.parse("2024-01-31T12:00:00Z"));
              assertThat(question.top()).isEqualTo(3);
              assertThat(question.atLeast()).contains(TOKEN);
            });
  }

  @Test
  void eachRefusalToScoreHasItsProblem() throws IOException {
    assertThat(server.get(TENANT).type()).isEqualTo("unknown-tenant");

    answer(new CoherenceAnswer.Expired(EventTime.parse("2024-01-01T00:00:00Z")));
    RawClient.Answer expired = server.get(TENANT);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.body()).contains("\"earliest\":\"2024-01-01T00:00:00Z\"");

    answer(new CoherenceAnswer.NotIncluded(Inclusion.NOT_INCLUDED));
    assertThat(server.get(TENANT).type()).isEqualTo("not-included");
    answer(new CoherenceAnswer.NotIncluded(Inclusion.UNKNOWN));
    assertThat(server.get(TENANT).type()).isEqualTo("token-unknown");

    answer(new CoherenceAnswer.Unavailable("ledger-unavailable", Duration.ofSeconds(4)));
    RawClient.Answer unavailable = server.get(TENANT);
    assertThat(unavailable.status()).isEqualTo(503);
    assertThat(unavailable.headers()).containsEntry("retry-after", "4");
  }

  @Test
  void unexpectedFailureTellsNothingOfItself() throws IOException {
    server.ports.coherence =
        question -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
    RawClient.Answer later = server.get(TENANT);
    server.ports.coherence =
        question -> {
          throw new IllegalStateException("secret");
        };
    RawClient.Answer atOnce = server.get(TENANT);

    assertThat(later.status()).isEqualTo(500);
    assertThat(atOnce.status()).isEqualTo(500);
    assertThat(later.body() + atOnce.body()).doesNotContain("secret");
  }

  @Test
  void storedSignalIsFoundByItsKey() throws IOException {
    server.ports.lookUp = key -> new LookUpSignal.Lookup.Found(Examples.record(key), TOKEN);

    RawClient.Answer found =
        server.get(
            "/v1/coherence/signals/lookup?tenant_id=t&source=my+source&signal_id=a%26b"
                + "&ts=2024-01-31T12:00:00.1234567Z");

    assertThat(found.status()).isEqualTo(200);
    JsonNode json = MAPPER.readTree(found.body());
    assertThat(json.get("status").asText()).isEqualTo("counted");
    assertThat(json.get("token").asText()).isEqualTo(TOKEN.encoded());
    assertThat(json.at("/signal/source").asText()).isEqualTo("my source");
    assertThat(json.at("/signal/signal_id").asText()).isEqualTo("a&b");
    assertThat(json.at("/signal/ts").asText()).isEqualTo("2024-01-31T12:00:00.123456Z");
    assertThat(json.at("/signal/attributes/k").asText()).isEqualTo("v");
    assertThat(json.at("/provenance/channel").asText()).isEqualTo("http");
  }

  @Test
  void signalThatWasNotCountedIsNotFound() throws IOException {
    RawClient.Answer answer =
        server.get(
            "/v1/coherence/signals/lookup?tenant_id=t&source=s&signal_id=a&ts=2024-01-31T12:00:00Z");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("signal-not-found");
    assertThat(Optional.of(server.ports.keys.element().id().value())).contains("a");
  }

  private void answer(CoherenceAnswer answer) {
    server.ports.coherence = question -> CompletableFuture.completedFuture(answer);
  }
}
