package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalcoherence.ports.in.HistoryAnswer;
import io.signalcoherence.ports.in.HistoryQuestion;
import io.signalcoherence.ports.in.HistoryRange;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.TransactionId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistoryOverHttpTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final String HISTORY = "/v1/coherence/tenants/a%2Fb/history";
  private static final CommitToken TOKEN =
      CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(7), 42);

  private final TestServer server = new TestServer();
  private final Queue<HistoryQuestion> questions = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pointsAreShownWithWhatTheyKnew() throws IOException {
    answer(new HistoryAnswer.Told(Examples.history()));

    RawClient.Answer answer = server.get(HISTORY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(MAPPER.readTree(answer.body()))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"tenant_id":"t","from":"2024-01-31T10:30:00Z","to":"2024-01-31T12:00:00Z",
                 "step":"PT1H30M","snapshot":"1/5:9:6","model_version":"coherence-v1",
                 "freshness":{"computed_at":"2024-01-31T12:00:01Z","age_ms":250,"stale":false},
                 "points":[
                   {"as_of":"2024-01-31T10:30:00Z","score":null,"status":"UNKNOWN",
                    "agreement":null,"sample_size":0,"effective_sample_size":0.000000000},
                   {"as_of":"2024-01-31T12:00:00Z","score":0.750000000,"status":"HEALTHY",
                    "agreement":null,"sample_size":3,"effective_sample_size":2.500000000}]}
                """));
  }

  @Test
  void questionIsReadAsItWasAsked() throws IOException {
    server.get(
        HISTORY
            + "?from=2024-01-31T13:00:00%2B01:00&to=2024-02-01T00:00:00Z&step=PT90M&atLeast="
            + TOKEN.encoded());
    server.get(HISTORY);

    HistoryQuestion asked = questions.remove();
    assertThat(asked.tenant().value()).isEqualTo("a/b");
    assertThat(asked.range())
        .isEqualTo(
            new HistoryRange(
                Optional.of(EventTime.parse("2024-01-31T12:00:00Z")),
                Optional.of(EventTime.parse("2024-02-01T00:00:00Z")),
                Duration.ofMinutes(90)));
    assertThat(asked.atLeast()).contains(TOKEN);
    HistoryQuestion standard = questions.remove();
    assertThat(standard.range())
        .isEqualTo(new HistoryRange(Optional.empty(), Optional.empty(), Duration.ofHours(1)));
    assertThat(standard.atLeast()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, from: ts: yesterday",
    "to=2024-01-31, to: ts: 2024-01-31",
    "from=2024-01-31T12:00:01Z&to=2024-01-31T12:00:00Z, from: 2024-01-31T12:00:01Z",
    "step=1h, step: 1h",
    "step=, step: ",
    "step=PT90S, step: PT1M30S",
    "step=PT0S, step: PT0S",
    "step=-PT1H, step: PT-1H",
    "step=P36501D, step: PT876024H",
    "step=PT9999999999999999H, step: PT9999999999999999H",
    "step=PT1H&step=PT1H, step: ",
    "asOf=2024-01-31T12:00:00Z, asOf: ",
    "atLeast=x, atLeast: "
  })
  void badParameterIsNamedAndNothingIsAsked(String query, String detail) throws IOException {
    RawClient.Answer answer = server.get(HISTORY + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("bad-parameter");
    assertThat(answer.body()).contains("\"detail\":\"" + detail.strip()).contains("expected: ");
    assertThat(questions).isEmpty();
  }

  @Test
  void tooMuchIsRefusedWithWhatMayBe() throws IOException {
    answer(new HistoryAnswer.TooManyPoints(1_001, 1_000));
    RawClient.Answer points = server.get(HISTORY);
    assertThat(points.status()).isEqualTo(400);
    assertThat(points.type()).isEqualTo("bad-parameter");
    assertThat(points.body()).contains("step: makes 1001 points (expected: at most 1000)");

    answer(new HistoryAnswer.TooManySums(50_000));
    RawClient.Answer sums = server.get(HISTORY);
    assertThat(sums.status()).isEqualTo(400);
    assertThat(sums.body())
        .contains("step: ")
        .contains("too many rows")
        .contains("(expected: at most 50000 sums");
  }

  @Test
  void eachOtherRefusalHasTheProblemThatAScoreHas() throws IOException {
    RawClient.Answer unknown = server.get(HISTORY);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.type()).isEqualTo("unknown-tenant");

    answer(new HistoryAnswer.Expired(EventTime.parse("2024-01-01T00:00:00Z")));
    RawClient.Answer expired = server.get(HISTORY);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.body()).contains("\"earliest\":\"2024-01-01T00:00:00Z\"").contains("from: ");

    answer(new HistoryAnswer.NotIncluded(Inclusion.NOT_INCLUDED));
    assertThat(server.get(HISTORY).type()).isEqualTo("not-included");
    answer(new HistoryAnswer.NotIncluded(Inclusion.UNKNOWN));
    assertThat(server.get(HISTORY).type()).isEqualTo("token-unknown");

    answer(new HistoryAnswer.Unavailable("ledger-unavailable", Duration.ofSeconds(4)));
    RawClient.Answer unavailable = server.get(HISTORY);
    assertThat(unavailable.status()).isEqualTo(503);
    assertThat(unavailable.headers()).containsEntry("retry-after", "4");
  }

  @Test
  void unexpectedFailureTellsNothingOfItself() throws IOException {
    server.ports.history =
        question -> CompletableFuture.failedFuture(new IllegalStateException("secret"));

    RawClient.Answer answer = server.get(HISTORY);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void historyHasARouteOfItsOwnAndNothingElseIsBelowATenant() throws IOException {
    server.get(HISTORY);

    assertThat(server.ports.answered.element().route())
        .isEqualTo("/v1/coherence/tenants/{tenant_id}/history");
    for (String path : new String[] {"a/", "a/history/", "a/histories", "/history", ""}) {
      assertThat(server.get("/v1/coherence/tenants/" + path).type())
          .as(path)
          .isEqualTo("not-found");
    }
  }

  {
    server.ports.history =
        question -> {
          questions.add(question);
          return CompletableFuture.completedFuture(
              new HistoryAnswer.NoSuchTenant(question.tenant()));
        };
  }

  private void answer(HistoryAnswer answer) {
    server.ports.history = question -> CompletableFuture.completedFuture(answer);
  }
}
