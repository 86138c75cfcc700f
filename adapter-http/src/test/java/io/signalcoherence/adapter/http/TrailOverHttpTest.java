package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.ports.in.ExploreSignals.TrailQuestion;
import io.signalcoherence.ports.in.TrailAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrailOverHttpTest {

  private static final String ID = "01900000-0000-7000-8000-000000000001";
  private static final String TRAIL = "/v1/coherence/tenants/a%2Fb/trail";
  private static final String ASKED = TRAIL + "?provenance_id=" + ID;
  private static final Duration LAG = Duration.ofMillis(1_500);

  private final TestServer server = new TestServer();
  private final Queue<TrailQuestion> questions = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void signalIsShownWithItsMinutesItsRequestAndTheOthers() throws IOException {
    answer(new TrailAnswer.Found(Examples.trail(), LAG));

    RawClient.Answer answer = server.get(ASKED);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(ApiDocument.MAPPER.readTree(answer.body()))
        .isEqualTo(
            ApiDocument.MAPPER.readTree(
                """
                {"tenant_id":"t",
                 "signal":{"provenance_id":"%1$s","source":"s","signal_id":"own",
                   "ts":"2024-01-31T12:00:00Z","type":"cpu","value":0.500000000,"weight":1.000000},
                 "counted":{"from":"2024-01-31T12:00:00Z","to":"2024-02-01T12:00:00Z"},
                 "request":{"channel":"http","principal":"local",
                   "received_at":"2024-01-31T12:00:01Z"},
                 "others":[
                   {"provenance_id":"%1$s","source":"s","signal_id":"other",
                    "ts":"2024-01-31T12:00:00Z","type":"cpu","value":0.500000000,
                    "weight":1.000000}],
                 "more":true,
                 "basis":{"source":"graph","partial":false,"lag_ms":1500}}
                """
                    .formatted(ID)));
  }

  @Test
  void requestOfATraceIsNamedByIt() throws IOException {
    answer(new TrailAnswer.Found(Examples.tracedTrail(), LAG));

    assertThat(server.get(ASKED).body())
        .contains("\"request\":{\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}")
        .contains("\"others\":[],\"more\":false");
  }

  @Test
  void questionIsReadAsItWasAsked() throws IOException {
    server.get(ASKED + "&most=0");
    server.get(ASKED + "&most=1000");
    server.get(ASKED);

    TrailQuestion asked = questions.remove();
    assertThat(asked.tenant().value()).isEqualTo("a/b");
    assertThat(asked.admission()).hasToString(ID);
    assertThat(asked.most()).isZero();
    assertThat(questions.remove().most()).isEqualTo(1_000);
    assertThat(questions.remove().most()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "most=1, provenance_id: missing",
    "provenance_id=, provenance_id:  (",
    "provenance_id=1-2-7003-8-5, provenance_id: 1-2-7003-8-5 (",
    "provenance_id=01900000-0000-4000-8000-000000000001, provenance_id: 01900000-0000-4",
    "provenance_id=01900000-0000-7000-8000-00000000000A, provenance_id: 01900000-0000-7",
    "most=-1&provenance_id=01900000-0000-7000-8000-000000000001, most: -1 (",
    "most=1001&provenance_id=01900000-0000-7000-8000-000000000001, most: 1001 (",
    "most=9999999999&provenance_id=01900000-0000-7000-8000-000000000001, most: 9999999999 (",
    "most=&provenance_id=01900000-0000-7000-8000-000000000001, most:  (",
    "top=1&provenance_id=01900000-0000-7000-8000-000000000001, top: unknown parameter"
  })
  void badParameterIsNamedAndNothingIsAsked(String query, String detail) throws IOException {
    RawClient.Answer answer = server.get(TRAIL + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("bad-parameter");
    assertThat(answer.body()).contains("\"detail\":\"" + detail).contains("expected: ");
    assertThat(questions).isEmpty();
  }

  @Test
  void admissionThatTheGraphDoesNotHoldIsNotFoundAndToldTheLag() throws IOException {
    answer(new TrailAnswer.NotFound(LAG));

    RawClient.Answer answer = server.get(ASKED);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("admission-not-found");
    assertThat(answer.body()).contains("provenance_id: ").contains("\"lag_ms\":1500");
  }

  @Test
  void graphThatIsAwayIsToldByItsCode() throws IOException {
    answer(new TrailAnswer.Unavailable("graph-too-slow", Duration.ofSeconds(4)));

    RawClient.Answer answer = server.get(ASKED);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.type()).isEqualTo("graph-unavailable");
    assertThat(answer.headers()).containsEntry("retry-after", "4");
    assertThat(answer.body())
        .contains("\"detail\":\"graph: graph-too-slow; ask again\"")
        .contains("\"code\":\"graph-too-slow\"");
  }

  @Test
  void serviceWithoutAGraphSaysHowToGetOne() throws IOException {
    answer(new TrailAnswer.NoGraph());

    RawClient.Answer answer = server.get(ASKED);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.type()).isEqualTo("graph-unavailable");
    assertThat(answer.headers()).containsEntry("retry-after", "60");
    assertThat(answer.body()).contains("neo4j.uri").contains("\"code\":\"graph-missing\"");
  }

  @Test
  void trailHasARouteOfItsOwn() throws IOException {
    server.get(ASKED);

    assertThat(server.ports.answered.element().route())
        .isEqualTo("/v1/coherence/tenants/{tenant_id}/trail");
  }

  {
    server.ports.trail =
        question -> {
          questions.add(question);
          return CompletableFuture.completedFuture(new TrailAnswer.NoGraph());
        };
  }

  private void answer(TrailAnswer answer) {
    server.ports.trail = question -> CompletableFuture.completedFuture(answer);
  }
}
