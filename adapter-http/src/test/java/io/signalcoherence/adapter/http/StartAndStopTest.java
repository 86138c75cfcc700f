package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.json;
import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class StartAndStopTest {

  @Test
  void takenPortIsOneClearLineAndLeavesNothingRunning() {
    try (TestServer first = new TestServer()) {
      int port = first.server.apiAddress().getPort();
      HttpConfig same =
          TestServer.CONFIG.withAddresses(new HttpAddress("127.0.0.1", port), TestServer.FREE);
      HttpPorts ports = new FakePorts().ports();

      assertThatThrownBy(() -> HttpServer.start(same, ports))
          .isInstanceOfSatisfying(ListenException.class, e -> assertThat(e.port()).isEqualTo(port))
          .hasMessageStartingWith("http.api: 127.0.0.1:" + port + " (the port is taken")
          .hasMessageNotContaining("\n");
    }
  }

  /** Who asks is quicker than the start, as who polls for readiness is. */
  @RepeatedTest(5)
  void whoHasAnAnswerOfManagementCanConnectToTheApi() throws IOException {
    InetSocketAddress api = freeAddress();
    InetSocketAddress management = freeAddress();
    CompletableFuture<Boolean> reached =
        CompletableFuture.supplyAsync(() -> connectsAfterAnAnswerOf(management, api));
    HttpConfig config = TestServer.CONFIG.withAddresses(at(api), at(management));
    try (TestServer server = new TestServer(config)) {
      assertThat(reached.join()).isTrue();
      assertThat(server.server.apiAddress()).isEqualTo(api);
    }
  }

  @Test
  void requestsUnderWayAreAnsweredBeforeTheServerStops() throws IOException {
    TestServer server = new TestServer();
    InetSocketAddress address = server.server.apiAddress();
    try (RawClient waiting = server.connect();
        RawClient idle = server.connect();
        RawClient halfSent = server.connect()) {
      assertThat(idle.send(TestServer.Requests.get("/nowhere")).read().status()).isEqualTo(404);
      server.ports.ingest.hold();
      waiting.send(json(signal("a")) + json(signal("b")));
      String request = json(signal("c"));
      halfSent.send(request.substring(0, request.length() - 1));
      await().until(() -> server.ports.ingest.held.size() == 2);

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      assertThat(idle.isEnded()).isTrue();
      await().until(() -> refuses(address));

      halfSent.send(request.substring(request.length() - 1));
      await().until(() -> server.ports.ingest.held.size() == 3);
      assertThat(stopped).isNotDone();
      server.ports.ingest.held.forEach(server.ports.ingest::release);

      assertThat(waiting.read().closes()).isFalse();
      assertThat(waiting.read().closes()).isTrue();
      assertThat(halfSent.read().closes()).isTrue();
      assertThat(waiting.isEnded()).isTrue();
      waiting.hangUp();
      halfSent.hangUp();
      stopped.join();
    }
  }

  @Test
  void peerThatAlwaysWaitsForAnAnswerIsLetGoToo() throws IOException {
    TestServer server = new TestServer();
    try (RawClient client = server.connect()) {
      server.ports.ingest.hold();
      client.send(json(signal("a")));
      await().until(() -> server.ports.ingest.held.size() == 1);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      InetSocketAddress api = server.server.apiAddress();
      await().until(() -> refuses(api));

      boolean letGo = false;
      for (int i = 0; i < 100 && !letGo; i++) {
        client.send(json(signal("next-" + i)));
        FakeIngest.Held held = await().until(server.ports.ingest.held::poll, Objects::nonNull);
        server.ports.ingest.release(held);
        letGo = client.read().closes();
      }

      assertThat(letGo).isTrue();
      assertThat(client.isEnded()).isTrue();
      client.hangUp();
      stopped.join();
    }
  }

  @Test
  void managementAnswersWhileTheApiStops() throws IOException {
    TestServer server = new TestServer();
    try (RawClient waiting = server.connect()) {
      server.ports.ingest.hold();
      waiting.send(json(signal("a")));
      await().until(() -> server.ports.ingest.held.size() == 1);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      InetSocketAddress api = server.server.apiAddress();
      await().until(() -> refuses(api));
      try (RawClient client = server.connectToManagement()) {
        assertThat(client.send(TestServer.Requests.get("/livez")).read().status()).isEqualTo(200);
      }
      server.ports.ingest.held.forEach(server.ports.ingest::release);
      assertThat(waiting.read().status()).isEqualTo(201);
      waiting.hangUp();
      stopped.join();
    }
  }

  @Test
  void stopDoesNotWaitLongerThanItsDeadline() throws IOException {
    HttpDeadlines deadlines =
        new HttpDeadlines(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(200));
    TestServer server = new TestServer(TestServer.with(deadlines));
    try (RawClient waiting = server.connect()) {
      server.ports.ingest.hold();
      waiting.send(json(signal("a")));
      await().until(() -> server.ports.ingest.held.size() == 1);
      server.close();
      assertThat(waiting.isEnded()).isTrue();
      server.ports.ingest.held.forEach(server.ports.ingest::release);
    }
  }

  @Test
  void closingTwiceDoesNothingMore() {
    TestServer server = new TestServer();
    server.close();
    server.close();
    assertThat(refuses(server.server.apiAddress())).isTrue();
  }

  private static boolean refuses(InetSocketAddress address) {
    try (RawClient client = new RawClient(address)) {
      return client.isEnded();
    } catch (IOException e) {
      return true;
    }
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }
  }

  private static HttpAddress at(InetSocketAddress address) {
    return new HttpAddress("127.0.0.1", address.getPort());
  }

  private static boolean connectsAfterAnAnswerOf(
      InetSocketAddress management, InetSocketAddress api) {
    await().pollInterval(Duration.ofMillis(1)).until(() -> answers(management));
    try (RawClient client = new RawClient(api)) {
      return client.send(TestServer.Requests.get("/nowhere")).read().status() == 404;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(InetSocketAddress address) {
    try (RawClient client = new RawClient(address)) {
      return client.send(TestServer.Requests.get("/livez")).read().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
