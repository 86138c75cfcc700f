package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.json;
import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.http.TestServer.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How requests share connections, and how connections end. */
final class ConnectionsTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void pipelinedAnswersStandInTheOrderOfTheRequestsWhateverEndsFirst() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      server.ports.ingest.hold();
      client.send(
          json(signal("a")) + json(signal("b")) + Requests.get("/nowhere") + json(signal("c")));
      await().until(() -> server.ports.ingest.held.size() == 3);
      List<FakeIngest.Held> held = new ArrayList<>(server.ports.ingest.held);
      Collections.reverse(held);
      held.forEach(server.ports.ingest::release);

      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ids.add(client.read().body().replaceAll("(?s).*(8000-00000000000.|not-found).*", "$1"));
      }
      // numbered as they were counted: c first, a last
      assertThat(ids)
          .containsExactly(
              "8000-000000000003", "8000-000000000002", "not-found", "8000-000000000001");
    }
  }

  @Test
  void manyPipelinedRequestsAreAllAnsweredThoughFewMayWait() throws IOException {
    HttpLoadLimits few = new HttpLoadLimits(10, 100, 1024 * 1024, 2);
    try (TestServer server = new TestServer(TestServer.with(few));
        RawClient client = server.connect()) {
      for (int i = 0; i < 500; i++) {
        client.send(json(signal("id-" + i)));
      }
      for (int i = 0; i < 500; i++) {
        assertThat(client.read().status()).isEqualTo(201);
      }
    }
  }

  @Test
  void bodyThatWaitsForLeaveIsAskedFor() throws IOException {
    String body = signal("a");
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      client.send(json(body).replace("\r\n\r\n" + body, "\r\nExpect: 100-continue\r\n\r\n"));
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send(body).read().status()).isEqualTo(201);
    }
  }

  @Test
  void headGetsTheHeaderOfGetAndNoBody() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      RawClient.Answer get = client.send(Requests.get("/v1/coherence/tenants/a")).read();
      RawClient.Answer head =
          client.send(Requests.get("/v1/coherence/tenants/a").replace("GET", "HEAD")).readHead();
      RawClient.Answer next = client.send(Requests.get("/v1/coherence/tenants/a")).read();

      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.headers().get("content-length"))
          .isEqualTo(get.headers().get("content-length"));
      assertThat(next.body()).isEqualTo(get.body());
    }
  }

  @Test
  void chunkedBodyIsTaken() throws IOException {
    String body = signal("a");
    try (TestServer server = new TestServer()) {
      RawClient.Answer answer =
          server.ask(
              json(body)
                  .replaceAll("Content-Length: [0-9]+", "Transfer-Encoding: chunked")
                  .replace(
                      body,
                      "5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                          .formatted(body.substring(0, 5), body.length() - 5, body.substring(5))));
      assertThat(answer.status()).isEqualTo(201);
    }
  }

  @Test
  void peerThatHasFinishedSendingStillGetsItsAnswer() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      server.ports.ingest.hold();
      client.send(json(signal("a"))).finishSending();
      await().until(() -> server.ports.ingest.held.size() == 1);
      server.ports.ingest.release(server.ports.ingest.held.element());
      assertThat(client.read().status()).isEqualTo(201);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void connectionEndsWhenThePeerAsksForIt() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      client.send(Requests.get("/nowhere").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      assertThat(client.read().closes()).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void olderVersionGetsOneAnswerAConnection() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      client.send("GET /nowhere HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.read().closes()).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void answersThatNobodyReadsStopTheReadingOfRequests() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      byte[] requests = Requests.get("/nowhere").repeat(500).getBytes(StandardCharsets.US_ASCII);
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> client.sendUntilCut(requests));
      int enough = 1_000;
      await().until(() -> server.ports.answered.size() > enough);
      // the sockets' buffers fill up: the count of answers comes to rest
      AtomicInteger last = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> last.getAndSet(server.ports.answered.size()) == server.ports.answered.size());
      assertThat(sending).isNotDone();
      client.hangUp();
      sending.join();
    }
  }

  @Test
  void headerThatDripsInIsTimedOut() throws IOException {
    HttpConfig config = TestServer.with(TestServer.deadlines(SHORT, LONG, LONG));
    try (TestServer server = new TestServer(config);
        RawClient client = server.connect()) {
      assertThat(client.send("GET / HTTP/1.1\r\nHost: lo").read().status()).isEqualTo(408);
      assertThat(client.isEnded()).isTrue();
      assertUnmatchedIsTold(server, 408);
    }
  }

  @Test
  void bodyThatDoesNotComeIsTimedOut() throws IOException {
    HttpConfig config = TestServer.with(TestServer.deadlines(LONG, LONG, SHORT));
    try (TestServer server = new TestServer(config);
        RawClient client = server.connect()) {
      String request = json(signal("a"));
      RawClient.Answer answer = client.send(request.substring(0, request.length() - 5)).read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.closes()).isTrue();
    }
  }

  @Test
  void idleConnectionIsClosed() throws IOException {
    HttpConfig config = TestServer.with(TestServer.deadlines(LONG, SHORT, LONG));
    try (TestServer server = new TestServer(config);
        RawClient client = server.connect()) {
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void noRequestHangsThoughItsPortNeverAnswers() throws IOException {
    HttpConfig config = TestServer.with(TestServer.deadlines(LONG, LONG, SHORT));
    try (TestServer server = new TestServer(config);
        RawClient client = server.connect()) {
      server.ports.ingest.hold();
      RawClient.Answer answer = client.send(json(signal("a"))).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.type()).isEqualTo("undetermined");
      assertThat(answer.headers()).containsEntry("retry-after", "1");

      server.ports.ingest.release(server.ports.ingest.held.element());
      assertThat(client.send(Requests.get("/nowhere")).read().status()).isEqualTo(404);
    }
  }

  @Test
  void deadlinesHoldAfterOneConnectionFailed() throws IOException {
    HttpConfig config =
        new HttpConfig(
            TestServer.FREE,
            TestServer.FREE,
            HttpMessageLimits.STANDARD,
            HttpLoadLimits.STANDARD,
            TestServer.deadlines(LONG, LONG, SHORT),
            1);
    try (TestServer server = new TestServer(config);
        RawClient failing = server.connect();
        RawClient next = server.connect()) {
      server.ports.ingest.hold();
      server.ports.told =
          answered -> {
            server.ports.told = server.ports.answered::add;
            throw new IllegalStateException("as the test wants it");
          };
      failing.send(json(signal("a")));
      assertThat(failing.isEnded()).isTrue();

      assertThat(next.send(json(signal("b"))).read().status()).isEqualTo(503);
    }
  }

  @Test
  void requestThatMetAnErrorIsAnsweredAndGivesBackItsPart() throws IOException {
    HttpLoadLimits one = new HttpLoadLimits(10, 1, 1024 * 1024, 10);
    try (TestServer server = new TestServer(TestServer.with(one))) {
      server.ports.ingest.thrown.add(new StackOverflowError("as the test wants it"));

      assertThat(server.post("application/json", signal("a")).status()).isEqualTo(500);
      assertThat(server.post("application/json", signal("a")).status()).isEqualTo(201);
    }
  }

  private static void assertUnmatchedIsTold(TestServer server, int status) {
    assertThat(server.ports.answered)
        .anySatisfy(
            told -> {
              assertThat(told.route()).isEqualTo("unmatched");
              assertThat(told.method()).isEqualTo("_OTHER");
              assertThat(told.status()).isEqualTo(status);
            });
  }

  @Test
  void requestsBeyondTheBoundAreToldToComeBackUntilTheWorkHasEnded() throws IOException {
    HttpLoadLimits two = new HttpLoadLimits(10, 2, 1024 * 1024, 10);
    try (TestServer server = new TestServer(TestServer.with(two));
        RawClient waiting = server.connect()) {
      server.ports.ingest.hold();
      waiting.send(json(signal("a")) + json(signal("b")));
      await().until(() -> server.ports.ingest.held.size() == 2);

      RawClient.Answer refused = server.get("/v1/coherence/tenants/a");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.type()).isEqualTo("overloaded");
      assertThat(refused.headers()).containsKey("retry-after");

      server.ports.ingest.held.forEach(server.ports.ingest::release);
      assertThat(waiting.read().status()).isEqualTo(201);
      assertThat(waiting.read().status()).isEqualTo(201);
      assertThat(server.get("/v1/coherence/tenants/a").status()).isEqualTo(404);
    }
  }

  @Test
  void bytesBeyondTheBoundAreToldToComeBack() throws IOException {
    HttpLoadLimits oneMebibyte = new HttpLoadLimits(10, 10, 1024 * 1024, 10);
    String large = "[" + " ".repeat(400 * 1024) + signal("a") + "]";
    try (TestServer server = new TestServer(TestServer.with(oneMebibyte));
        RawClient waiting = server.connect()) {
      server.ports.ingest.hold();
      waiting.send(json(large) + json(large));
      await().until(() -> server.ports.ingest.held.size() == 2);

      assertThat(server.post("application/json", large).type()).isEqualTo("overloaded");

      server.ports.ingest.held.forEach(server.ports.ingest::release);
      assertThat(waiting.read().status()).isEqualTo(207);
      assertThat(waiting.read().status()).isEqualTo(207);
      waiting.send(json(large));
      await().until(() -> server.ports.ingest.held.size() == 3);
      server.ports.ingest.held.forEach(server.ports.ingest::release);
      assertThat(waiting.read().status()).isEqualTo(207);
    }
  }

  @Test
  void connectionsBeyondTheBoundAreToldToComeBack() throws IOException {
    HttpLoadLimits one = new HttpLoadLimits(1, 10, 1024 * 1024, 10);
    try (TestServer server = new TestServer(TestServer.with(one))) {
      try (RawClient first = server.connect()) {
        assertThat(first.send(Requests.get("/nowhere")).read().status()).isEqualTo(404);
        try (RawClient second = server.connect()) {
          assertThat(second.read().status()).isEqualTo(503);
          assertThat(second.isEnded()).isTrue();
        }
        assertUnmatchedIsTold(server, 503);
      }
      await().until(() -> server.get("/nowhere").status() == 404);
    }
  }
}
