package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.DissentAnswer.Basis;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Ratio;
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

final class DissentOverHttpTest {

  private static final String DISSENT = "/v1/coherence/tenants/a%2Fb/dissent";
  private static final Optional<EventTime> SINCE =
      Optional.of(EventTime.parse("2024-01-31T09:05:00Z"));

  private final TestServer server = new TestServer();
  private final Queue<DissentQuestion> questions = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sourcesAreShownWithSinceWhenAndHowFarTheGraphLags() throws IOException {
    answer(Examples.dissent(new Basis.FromGraph(Duration.ofMillis(1_500)), SINCE));

    RawClient.Answer answer = server.get(DISSENT + "?threshold=0.5");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(ApiDocument.MAPPER.readTree(answer.body()))
        .isEqualTo(
            ApiDocument.MAPPER.readTree(
                """
                {"tenant_id":"a/b",
                 "window":{"from":"2024-01-30T12:01:00Z","to":"2024-01-31T12:01:00Z"},
                 "threshold":0.500000000,
                 "dissents":[
                   {"source":"calm","mean":0.900000000,"others":0.100000000,"since":null},
                   {"source":"wild","mean":0.100000000,"others":0.900000000,
                    "since":"2024-01-31T09:05:00Z"}],
                 "basis":{"source":"graph","partial":false,"lag_ms":1500}}
                """));
  }

  @Test
  void answerWithoutTheGraphSaysThatItIsPartial() throws IOException {
    answer(Examples.dissent(new Basis.PartialFromLedger(), Optional.empty()));

    RawClient.Answer answer = server.get(DISSENT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .endsWith("\"basis\":{\"source\":\"ledger\",\"partial\":true}}")
        .doesNotContain("lag_ms");
  }

  @Test
  void questionIsReadAsItWasAsked() throws IOException {
    server.get(DISSENT + "?asOf=2024-01-31T13:00:00%2B01:00&threshold=1e-1");
    server.get(DISSENT);

    DissentQuestion asked = questions.remove();
    assertThat(asked.tenant().value()).isEqualTo("a/b");
    assertThat(asked.asOf()).contains(EventTime.parse("2024-01-31T12:00:00Z"));
    assertThat(asked.threshold()).isEqualTo(Ratio.of("0.1"));
    DissentQuestion standard = questions.remove();
    assertThat(standard.asOf()).isEmpty();
    assertThat(standard.threshold()).isEqualTo(Ratio.of("0.25"));
  }

  @ParameterizedTest
  @CsvSource({
    "asOf=yesterday, asOf: ts: yesterday",
    "threshold=0, threshold: 0 (",
    "threshold=-0.5, threshold: -0.5 (",
    "threshold=1.000001, threshold: 1.000001 (",
    "threshold=0.0000000001, threshold: 0.0000000001 (",
    "threshold=1e999, threshold: 1e999 (",
    "threshold=1e999999999, threshold: 1e999999999 (",
    "threshold=half, threshold: half (",
    "threshold=.5, threshold: .5 (",
    "threshold=0x1p-1, threshold: 0x1p-1 (",
    "threshold=%D9%A0.%D9%A5, threshold: \u0660.\u0665 (",
    "threshold=, threshold:  (",
    "threshold=0.5&threshold=0.5, threshold: stands twice",
    "atLeast=x, atLeast: unknown parameter",
    "treshold=0.5, treshold: unknown parameter"
  })
  void badParameterIsNamedAndNothingIsAsked(String query, String detail) throws IOException {
    RawClient.Answer answer = server.get(DISSENT + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("bad-parameter");
    assertThat(answer.body()).contains("\"detail\":\"" + detail).contains("expected: ");
    assertThat(questions).isEmpty();
  }

  @Test
  void thresholdOfThousandsOfDigitsIsRefusedAndShownInPart() throws IOException {
    RawClient.Answer answer = server.get(DISSENT + "?threshold=0." + "3".repeat(7_000));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).hasSizeLessThan(400).contains("threshold: 0.333");
  }

  @Test
  void eachRefusalHasTheProblemThatAScoreHas() throws IOException {
    RawClient.Answer unknown = server.get(DISSENT);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.type()).isEqualTo("unknown-tenant");

    answer(new DissentAnswer.Expired(EventTime.parse("2024-01-01T00:00:00Z")));
    RawClient.Answer expired = server.get(DISSENT);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.body()).contains("\"earliest\":\"2024-01-01T00:00:00Z\"").contains("asOf: ");

    answer(new DissentAnswer.Unavailable("ledger-unavailable", Duration.ofSeconds(4)));
    RawClient.Answer unavailable = server.get(DISSENT);
    assertThat(unavailable.status()).isEqualTo(503);
    assertThat(unavailable.type()).isEqualTo("ledger-unavailable");
    assertThat(unavailable.headers()).containsEntry("retry-after", "4");
  }

  @Test
  void dissentHasARouteOfItsOwn() throws IOException {
    server.get(DISSENT);

    assertThat(server.ports.answered.element().route())
        .isEqualTo("/v1/coherence/tenants/{tenant_id}/dissent");
  }

  {
    server.ports.dissent =
        question -> {
          questions.add(question);
          return CompletableFuture.completedFuture(
              new DissentAnswer.NoSuchTenant(question.tenant()));
        };
  }

  private void answer(DissentAnswer answer) {
    server.ports.dissent = question -> CompletableFuture.completedFuture(answer);
  }
}
