package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.adapter.http.description.Answered;
import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.adapter.http.description.Description;
import io.signalcoherence.adapter.http.description.Dialogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document that is wrong about an answer, or an answer that is not as described, is noticed. */
final class WrongDescriptionTest {

  private static final String SIGNALS = "/v1/coherence/signals";
  private static final String RECEIPT = "/components/schemas/AcceptedReceipt";
  private static final String RESPONSES = "/paths/~1v1~1coherence~1signals/post/responses";

  @ParameterizedTest
  @CsvSource({
    RECEIPT + "/properties, ts",
    RESPONSES + ", 201",
    RESPONSES + "/201/content, application/json",
    RESPONSES + "/201/headers, Cache-Control",
    "/paths, /v1/coherence/signals",
    "/paths/~1v1~1coherence~1signals, post"
  })
  void documentThatLacksAPartOfAnAnswerIsWrong(String parent, String member) throws IOException {
    assertThat(faults(document -> {})).isEmpty();
    assertThat(faults(document -> ((ObjectNode) document.at(parent)).remove(member))).isNotEmpty();
  }

  @Test
  void documentThatAsksForMoreThanAnAnswerHasIsWrong() throws IOException {
    assertThat(faults(document -> ((ArrayNode) document.at(RECEIPT + "/required")).add("more")))
        .isNotEmpty();
    assertThat(
            faults(
                document -> ((ObjectNode) document.at(RECEIPT + "/properties/ts")).put("const", 1)))
        .isNotEmpty();
    assertThat(
            faults(
                document ->
                    ((ObjectNode) document.at(RESPONSES + "/201/headers"))
                        .putObject("Location")
                        .put("required", true)
                        .putObject("schema")))
        .isNotEmpty();
  }

  @Test
  void misspeltKeywordOfASchemaIsNoticed() {
    Assertions.assertThatThrownBy(
            () ->
                faults(
                    document ->
                        ((ObjectNode) document.at(RECEIPT)).put("additionalPropertys", false)))
        .hasMessageContaining("additionalPropertys");
  }

  @Test
  void answerThatIsNotAsDescribedIsNoticed() throws IOException {
    Description description = new Description(ApiDocument.STANDARD);
    Answered good = accepted();
    Answered noHeader = new Answered(201, Map.of("content-type", "application/json"), good.body());
    Answered cut = new Answered(201, good.headers(), good.body().map(body -> body + "}"));
    Answered passing = problem("tenant-queue-full", 429);

    assertThat(description.faults("POST", SIGNALS, good)).isEmpty();
    assertThat(description.faults("POST", SIGNALS, noHeader)).isNotEmpty();
    assertThat(description.faults("POST", SIGNALS, cut)).isNotEmpty();
    assertThat(description.faults("POST", SIGNALS, new Answered(418, good.headers(), good.body())))
        .isNotEmpty();
    assertThat(description.faults("POST", SIGNALS, passing))
        .anySatisfy(fault -> assertThat(fault).contains("retry-after is missing"));
    assertThat(description.faults("GET", "/livez", problem("key-conflict", 409))).isNotEmpty();
    assertThat(description.faults(new Answered(418, good.headers(), good.body()))).isNotEmpty();
  }

  @Test
  void dialogueHoldsEachAnswerToItsOwnRequest() throws IOException {
    Answered accepted = accepted();
    Dialogue good = new Dialogue();
    Dialogue bad = new Dialogue();
    byte[] signal = TestServer.Requests.json(TestServer.Requests.signal("a")).getBytes(UTF_8);
    byte[] probe = TestServer.Requests.get("/livez").getBytes(UTF_8);
    good.sent(signal);
    good.sent(signal);
    bad.sent(signal);
    bad.sent(probe);

    good.answered(accepted);
    good.answered(accepted);
    bad.answered(accepted);
    Assertions.assertThatThrownBy(() -> bad.answered(accepted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /livez");
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static List<String> faults(Consumer<ObjectNode> change) throws IOException {
    ObjectNode document = (ObjectNode) ApiDocument.standard();
    change.accept(document);
    return new Description(new ApiDocument(document)).faults("POST", SIGNALS, accepted());
  }

  private static Answered accepted() throws IOException {
    try (TestServer server = new TestServer()) {
      RawClient.Answer answer = server.post(Reply.JSON, TestServer.Requests.signal("a"));
      return new Answered(answer.status(), answer.headers(), Optional.of(answer.body()));
    }
  }

  private static Answered problem(String slug, int status) throws IOException {
    Map<String, String> headers = new HashMap<>(accepted().headers());
    headers.put("content-type", "application/problem+json");
    String body =
        "{\"type\":\"https://signalcoherence.io/problems/%s\",\"title\":\"t\",\"status\":%d,"
                .formatted(slug, status)
            + "\"detail\":\"d\",\"retry_after\":1}";
    return new Answered(status, headers, Optional.of(body));
  }
}
