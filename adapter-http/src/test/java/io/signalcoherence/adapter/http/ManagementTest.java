package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.http.TestServer.Requests;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ServiceHealth;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ManagementTest {

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void processThatAnswersIsLive() throws IOException {
    assertThat(manage("/livez").status()).isEqualTo(200);
  }

  @Test
  void readinessSaysWhatWasChecked() throws IOException {
    RawClient.Answer ready = manage("/readyz");
    server.ports.readiness =
        new ServiceHealth.Readiness(
            false, List.of(new ServiceHealth.Component("ledger", false, "not reachable")));
    RawClient.Answer notReady = manage("/readyz");

    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body())
        .isEqualTo(
            "{\"status\":\"ready\",\"components\":"
                + "[{\"name\":\"ledger\",\"ok\":true,\"detail\":\"reachable\"}]}");
    assertThat(notReady.status()).isEqualTo(503);
    assertThat(notReady.body()).contains("not reachable");
  }

  @Test
  void metricsComeInTheFormThatTheScraperTakes() throws IOException {
    server.ports.metrics =
        accept -> new MetricsPage.Page("text/plain; version=0.0.4", "accept " + accept + "\n");

    RawClient.Answer answer =
        manage(Requests.get("/metrics"), "Accept: application/openmetrics-text\r\n");

    assertThat(answer.headers()).containsEntry("content-type", "text/plain; version=0.0.4");
    assertThat(answer.body()).isEqualTo("accept application/openmetrics-text\n");
  }

  @Test
  void slowMetricsHoldUpNoHealthCheck() throws IOException {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicReference<String> renderedOn = new AtomicReference<>("");
    server.ports.metrics =
        accept -> {
          renderedOn.set(Thread.currentThread().getName());
          awaitUninterruptibly(slow);
          return new MetricsPage.Page("text/plain", "late\n");
        };
    try (RawClient scraper = server.connectToManagement()) {
      scraper.send(Requests.get("/metrics"));
      assertThat(manage("/livez").status()).isEqualTo(200);
      assertThat(manage("/readyz").status()).isEqualTo(200);
      slow.countDown();
      assertThat(scraper.read().body()).isEqualTo("late\n");
    }
    assertThat(renderedOn.get()).startsWith("http-scrapes");
  }

  @Test
  void theTwoListenersShareNoResource() throws IOException {
    assertThat(server.get("/metrics").status()).isEqualTo(404);
    assertThat(manage("/v1/coherence/tenants/a").status()).isEqualTo(404);
  }

  private RawClient.Answer manage(String target) throws IOException {
    return manage(Requests.get(target), "");
  }

  private RawClient.Answer manage(String request, String headers) throws IOException {
    try (RawClient client = server.connectToManagement()) {
      return client.send(request.replace("\r\n\r\n", "\r\n" + headers + "\r\n")).read();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
