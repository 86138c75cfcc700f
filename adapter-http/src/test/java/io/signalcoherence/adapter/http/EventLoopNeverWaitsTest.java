package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.json;
import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ReadHistory;
import io.signalcoherence.ports.in.ServiceHealth;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventLoopNeverWaitsTest {

  /** Answers at once by its contract, or is called on a worker. */
  private static final Set<Class<?>> ANSWERS_AT_ONCE = Set.of(ServiceHealth.class);

  private static final Set<Class<?>> CALLED_ON_A_WORKER = Set.of(MetricsPage.class);

  @Test
  void oneLoopServesOthersWhileManyRequestsWaitForTheirPorts() throws IOException {
    HttpConfig oneLoop =
        new HttpConfig(
            TestServer.FREE,
            TestServer.FREE,
            HttpMessageLimits.STANDARD,
            HttpLoadLimits.STANDARD,
            HttpDeadlines.STANDARD,
            1);
    try (TestServer server = new TestServer(oneLoop);
        RawClient posting = server.connect();
        RawClient reading = server.connect()) {
      CompletableFuture<CoherenceAnswer> late = new CompletableFuture<>();
      server.ports.ingest.hold();
      server.ports.coherence = question -> late;
      for (int i = 0; i < 50; i++) {
        posting.send(json(signal("id-" + i)));
      }
      reading.send(TestServer.Requests.get("/v1/coherence/tenants/a"));
      await()
          .until(() -> server.ports.ingest.held.size() == 50 && server.ports.questions.size() == 1);

      assertThat(server.get("/nowhere").status()).isEqualTo(404);

      late.complete(new CoherenceAnswer.NoSuchTenant(server.ports.questions.element().tenant()));
      server.ports.ingest.held.forEach(server.ports.ingest::release);
      assertThat(reading.read().status()).isEqualTo(404);
      assertThat(posting.read().status()).isEqualTo(201);
    }
  }

  @Test
  void everyPortThatALoopCallsAnswersLater() {
    List<Class<?>> ports = driven(HttpPorts.class).toList();

    assertThat(ports)
        .contains(ReadHistory.class, ExploreSignals.class)
        .containsAll(ANSWERS_AT_ONCE);
    for (Class<?> port : ports) {
      if (ANSWERS_AT_ONCE.contains(port) || CALLED_ON_A_WORKER.contains(port)) {
        continue;
      }
      for (Method method : port.getMethods()) {
        assertThat(method.getReturnType()).as(method.toString()).isEqualTo(CompletionStage.class);
      }
    }
  }

  /** The ports that are driven, of a group and of the groups within it. */
  private static Stream<Class<?>> driven(Class<?> group) {
    return Arrays.stream(group.getRecordComponents())
        .map(RecordComponent::getType)
        .flatMap(
            type ->
                type.getNestHost() == HttpPorts.class
                    ? driven(type)
                    : Stream.<Class<?>>of(type)
                        .filter(port -> port.getPackageName().endsWith(".ports.in")));
  }

  @Test
  void longBodyIsReadOnAWorker() throws IOException {
    String large = "[" + " ".repeat(100_000) + signal("a") + "]";
    try (TestServer server = new TestServer()) {
      server.post("application/json", large);
      server.post("application/json", signal("b"));
      assertThat(server.ports.ingest.threads).hasSize(2);
      assertThat(server.ports.ingest.threads.poll()).startsWith("http-bodies");
      assertThat(server.ports.ingest.threads.poll()).startsWith("http.api");
    }
  }
}
