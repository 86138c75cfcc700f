package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.json;
import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers are bounded, made where nobody waits for it, and sent whole. */
final class AnswersTest {

  private static final String JSON = "application/json";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int LITTLE_ROOM = 64 * 1024;

  /** So many that the sockets' buffers can't take their receipts. */
  private static final int VERY_MANY = 160_000;

  private static final int MEBIBYTE = 1024 * 1024;
  private static final HttpMessageLimits LARGE =
      new HttpMessageLimits(16_384, 8_192, 2 * MEBIBYTE, 5 * MEBIBYTE, VERY_MANY);
  private static final HttpLoadLimits TIGHT = new HttpLoadLimits(10, 10, 7L * MEBIBYTE, 10);

  @ParameterizedTest
  @CsvSource({
    "application/json, '[', ',', ']', $[0]",
    "application/x-ndjson, '', '\n', '', 'line 1, $'"
  })
  void onlyTheFirstRejectionsAreToldInDetail(
      String type, String start, String between, String end, String path) throws IOException {
    String body = start + "{}" + (between + "{}").repeat(9_999) + end;
    try (TestServer server = new TestServer()) {
      RawClient.Answer answer = server.post(type, body);

      assertThat(answer.body()).hasSizeLessThan(700_000);
      JsonNode receipts = new ObjectMapper().readTree(answer.body()).get("receipts");
      assertThat(receipts).hasSize(10_000);
      List<Boolean> detailed =
          StreamSupport.stream(receipts.spliterator(), false)
              .map(receipt -> receipt.has("detail"))
              .collect(Collectors.toList());
      assertThat(detailed.subList(0, 100)).containsOnly(true);
      assertThat(detailed.subList(100, 10_000)).containsOnly(false);
      assertThat(receipts.get(0).get("detail").asText()).startsWith(path + ".tenant_id: missing");
      assertThat(receipts.get(9_999).get("reason").asText()).isEqualTo("invalid");
    }
  }

  @ParameterizedTest
  @CsvSource({"100, http.api", "101, http-bodies"})
  void manyReceiptsAreWrittenOnAWorker(int count, String thread) throws IOException {
    try (TestServer server = new TestServer()) {
      server.post(JSON, faults(count));

      assertThat(server.ports.ingest.readers).isNotEmpty().allMatch(it -> it.startsWith(thread));
    }
  }

  @Test
  void lastAnswerIsSentWholeToAPeerThatPauses() throws IOException {
    try (TestServer server = new TestServer(large(LONG));
        RawClient client = server.connect(LITTLE_ROOM)) {
      client.send(last(faults(VERY_MANY)));
      await().until(() -> !server.ports.answered.isEmpty());
      Duration pause = Duration.ofSeconds(3);
      await().pollDelay(pause).timeout(pause.multipliedBy(2)).until(() -> true);

      assertThat(client.read().body().endsWith("]}")).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void answerIsSentWholeToAPeerThatHasFinishedSending() throws IOException {
    try (TestServer server = new TestServer(large(LONG));
        RawClient client = server.connect(LITTLE_ROOM)) {
      client.send(json(faults(VERY_MANY)));
      await().until(() -> !server.ports.answered.isEmpty());
      client.finishSending();

      assertThat(client.read().body().endsWith("]}")).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void peerThatTakesNothingOfItsLastAnswerIsCutAfterTheIdleTime() throws IOException {
    Duration idle = Duration.ofMillis(300);
    try (TestServer server = new TestServer(large(idle));
        RawClient client = server.connect(LITTLE_ROOM)) {
      client.send(last(faults(VERY_MANY)));
      await().until(() -> !server.ports.answered.isEmpty());
      await().pollDelay(Duration.ofSeconds(1)).until(() -> true);

      assertThat(client.sendAndReadAll(new byte[0]).endsWith("]}")).isFalse();
    }
  }

  @Test
  void answerHoldsItsPartOfTheMemoryUntilThePeerHasTakenIt() throws IOException {
    String next = " ".repeat(MEBIBYTE) + signal("next");
    try (TestServer server = new TestServer(large(LONG));
        RawClient slow = server.connect(LITTLE_ROOM)) {
      slow.send(json(faults(VERY_MANY)));
      await().until(() -> !server.ports.answered.isEmpty());

      assertThat(server.post(JSON, next).type()).isEqualTo("overloaded");

      assertThat(slow.read().body().endsWith("]}")).isTrue();
      assertThat(server.post(JSON, next).status()).isEqualTo(201);
    }
  }

  @Test
  void answerOfAPeerThatHasGoneGivesBackItsPart() throws IOException {
    String next = " ".repeat(MEBIBYTE) + signal("next");
    try (TestServer server = new TestServer(large(LONG))) {
      try (RawClient slow = server.connect(LITTLE_ROOM)) {
        slow.send(json(faults(VERY_MANY)));
        await().until(() -> !server.ports.answered.isEmpty());
      }
      await().until(() -> server.post(JSON, next).status() < 300);
    }
  }

  @Test
  void answerThatFindsNoRoomIsToldToBeAskedForAgain() throws IOException {
    try (TestServer server = new TestServer(large(LONG));
        RawClient first = server.connect();
        RawClient second = server.connect()) {
      server.ports.ingest.hold();
      first.send(json(" ".repeat(MEBIBYTE) + signal("first")));
      await().until(() -> server.ports.ingest.held.size() == 1);
      second.send(json(faults(VERY_MANY)));
      await().until(() -> server.ports.ingest.held.size() == 2);
      FakeIngest.Held small = server.ports.ingest.held.remove();
      server.ports.ingest.release(server.ports.ingest.held.remove());

      RawClient.Answer answer = second.read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.type()).isEqualTo("undetermined");
      assertThat(answer.headers()).containsKey("retry-after");

      server.ports.ingest.release(small);
      assertThat(first.read().status()).isEqualTo(201);
    }
  }

  private static HttpConfig large(Duration idle) {
    return TestServer.with(LARGE, TIGHT, TestServer.deadlines(LONG, idle, LONG));
  }

  /** Items whose receipts are twenty times as long as they are. */
  private static String faults(int count) {
    return "[7" + ",7".repeat(count - 1) + "]";
  }

  private static String last(String body) {
    return json(body).replaceFirst("\r\n", "\r\nConnection: close\r\n");
  }
}
