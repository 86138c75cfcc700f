package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SignalsOverHttpTest {

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void firstSendIsCreatedAndTheSameAgainIsADuplicate() throws IOException {
    RawClient.Answer first = server.post(JSON, signal("a"));
    RawClient.Answer second = server.post(JSON, signal("a"));

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    JsonNode receipt = MAPPER.readTree(first.body());
    assertThat(receipt.get("status").asText()).isEqualTo("accepted");
    assertThat(receipt.get("ts").asText()).isEqualTo("2024-01-31T12:00:00Z");
    JsonNode again = MAPPER.readTree(second.body());
    assertThat(again.get("status").asText()).isEqualTo("duplicate");
    assertThat(again.get("provenance_id")).isEqualTo(receipt.get("provenance_id"));
    assertThat(again.get("token")).isEqualTo(receipt.get("token"));
  }

  @Test
  void anotherPayloadUnderTheSameKeyIsAConflictThatNamesTheFirst() throws IOException {
    JsonNode first = MAPPER.readTree(server.post(JSON, signal("a")).body());
    RawClient.Answer other = server.post(JSON, signal("s", "a", "0.6"));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.type()).isEqualTo("key-conflict");
    JsonNode receipt = MAPPER.readTree(other.body()).get("receipt");
    assertThat(receipt.get("status").asText()).isEqualTo("conflict");
    assertThat(receipt.get("provenance_id")).isEqualTo(first.get("provenance_id"));
  }

  @Test
  void submissionCarriesChannelPrincipalAndTrace() throws IOException {
    String body = signal("a");
    server.ask(
        "POST /v1/coherence/signals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
            + "\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);

    Submission seen = server.ports.ingest.seen.element();
    assertThat(seen.origin().channel()).isEqualTo(Channel.HTTP);
    assertThat(seen.origin().principal()).isEqualTo(FakePorts.LOCAL);
    assertThat(seen.origin().traceId().orElseThrow().value())
        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void receiptsOfAnArrayStandInTheOrderOfItsItems() throws IOException {
    String body =
        "["
            + String.join(
                ",",
                signal("a"),
                "{\"wieght\":2}",
                signal("a"),
                "7",
                signal("s", "a", "0.7"),
                signal("undetermined-queues-full", "b", "0.1"))
            + "]";
    RawClient.Answer answer = server.post(JSON, body);

    assertThat(answer.status()).isEqualTo(207);
    assertThat(statuses(answer))
        .containsExactly(
            "accepted", "rejected", "duplicate", "rejected", "conflict", "undetermined");
    JsonNode receipts = MAPPER.readTree(answer.body()).get("receipts");
    assertThat(receipts.get(1).get("detail").asText())
        .contains("$[1].wieght: unknown field (expected: did you mean weight?)");
    assertThat(receipts.get(3).get("detail").asText())
        .isEqualTo("$[3]: a number (expected: an object)");
    assertThat(receipts.get(5).get("retry_after").asInt()).isEqualTo(3);
    assertThat(answer.headers()).containsEntry("retry-after", "3");
  }

  @Test
  void brokenLineHarmsNoOtherLine() throws IOException {
    String body = signal("a") + "\n{\"tenant_id\":\n\r\n" + signal("b") + "\r\n\n" + signal("c");
    RawClient.Answer answer = server.post(LINES, body);

    assertThat(answer.status()).isEqualTo(207);
    assertThat(statuses(answer)).containsExactly("accepted", "rejected", "accepted", "accepted");
    assertThat(answer.body()).contains("line 2, $: line 1, column");
  }

  @Test
  void brokenArrayTakesNothing() throws IOException {
    RawClient.Answer answer = server.post(JSON, "[" + signal("a") + ",{\"tenant_id\":}]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("malformed-json");
    assertThat(server.ports.ingest.seen).isEmpty();
  }

  @Test
  void emptyBatchHasNoReceipts() throws IOException {
    assertThat(server.post(JSON, "[]").body()).isEqualTo("{\"receipts\":[]}");
    assertThat(server.post(LINES, "\n \n").body()).isEqualTo("{\"receipts\":[]}");
  }

  @ParameterizedTest
  @EnumSource(UndeterminedCause.class)
  void undeterminedSignalIsToldWhenToComeBack(UndeterminedCause cause) throws IOException {
    String one = signal("undetermined-" + cause.wireName(), "a", "0.5");
    int expected = cause == UndeterminedCause.TENANT_QUEUE_FULL ? 429 : 503;

    RawClient.Answer single = server.post(JSON, one);
    RawClient.Answer many = server.post(JSON, "[" + one + "," + one + "]");

    assertThat(single.status()).isEqualTo(expected);
    assertThat(single.headers()).containsEntry("retry-after", "3");
    assertThat(many.status()).isEqualTo(expected);
    assertThat(many.headers()).containsEntry("retry-after", "3");
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-tenant, 404, unknown-tenant",
    "tenant-closed, 403, tenant-closed",
    "forbidden, 403, forbidden",
    "residency-mismatch, 422, residency-mismatch",
    "too-old, 422, too-old",
    "too-new, 422, too-new",
    "unstorable, 422, unstorable",
    "malformed, 400, signal-malformed",
    "invalid, 422, signal-invalid"
  })
  void eachRejectionHasItsProblem(String reason, int status, String type) throws IOException {
    RawClient.Answer answer = server.post(JSON, signal("rejected-" + reason, "a", "0.5"));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"");
  }

  @Test
  void malformedSingleSignalIsStillSubmittedSoThatItIsCountedAsRejected() throws IOException {
    server.post(JSON, "{");

    Candidate seen = server.ports.ingest.seen.element().candidates().get(0);
    assertThat(seen)
        .isInstanceOfSatisfying(
            Candidate.Malformed.class,
            it -> assertThat(it.rejection().reason()).isEqualTo(RejectionReason.MALFORMED));
  }

  @Test
  void observerIsToldRouteMethodAndStatus() throws IOException {
    server.post(JSON, signal("a"));
    server.get("/nowhere");

    assertThat(server.ports.answered)
        .extracting(
            FakePorts.Answered::route, FakePorts.Answered::method, FakePorts.Answered::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/v1/coherence/signals", "POST", 201),
            org.assertj.core.groups.Tuple.tuple("unmatched", "GET", 404));
  }

  private static List<String> statuses(RawClient.Answer answer) throws IOException {
    List<String> statuses = new ArrayList<>();
    MAPPER
        .readTree(answer.body())
        .get("receipts")
        .forEach(receipt -> statuses.add(receipt.get("status").asText()));
    return statuses;
  }
}
