package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping of events to signals, as pure functions. */
final class CloudEventsTest {

  private static final String PLAIN =
      "{\"tenant_id\":\"t\",\"source\":\"/s\",\"signal_id\":\"i\",\"ts\":\"2024-01-31T12:00:00Z\","
          + "\"type\":\"cpu\",\"value\":0.5,\"weight\":2,\"residency\":\"eu\","
          + "\"attributes\":{\"k\":[1,\"v\"]}}";
  private static final String DATA =
      "{\"value\":0.5,\"weight\":2,\"residency\":\"eu\",\"attributes\":{\"k\":[1,\"v\"]}}";
  private static final String CONTEXT =
      "\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"cpu\","
          + "\"time\":\"2024-01-31T12:00:00Z\",\"tenantid\":\"t\"";
  private static final String EVENT = "{" + CONTEXT + ",\"data\":" + DATA + "}";
  private static final String BASE64 =
      Base64.getEncoder().encodeToString(DATA.getBytes(StandardCharsets.UTF_8));
  private static final Map<String, String> HEADERS =
      Map.of(
          "ce-specversion", "1.0",
          "CE-Id", "i",
          "ce-source", "/s",
          "Ce-Type", "cpu",
          "ce-time", "2024-01-31T12:00:00Z",
          "CE-TENANTID", "t");

  static Stream<String> same() {
    return Stream.of(
        EVENT,
        "{\"data\":" + DATA + "," + CONTEXT + "}",
        "{" + CONTEXT + ",\"data\":" + PLAIN + "}",
        with("\"subject\":\"a\",\"dataschema\":\"https://x/y\",\"datacontenttype\":\"text/json\""),
        with("\"datacontenttype\":\"application/vnd.acme+json; charset=UTF-8\""),
        with("\"partitionkey\":\"p\",\"sampledrate\":-2147483648,\"flag\":true,\"unset\":null"),
        with("\"subject\":null,\"datacontenttype\":null,\"data_base64\":null"),
        "{"
            + CONTEXT
            + ",\"datacontenttype\":\"application/json\",\"data_base64\":\""
            + BASE64
            + "\"}");
  }

  @ParameterizedTest
  @MethodSource("same")
  void eventIsTheSameSignalAsPlainJson(String event) {
    assertThat(signal(structured(event))).isEqualTo(signal(plain(PLAIN)));
  }

  @Test
  void binaryEventIsTheSameSignalAsPlainJson() {
    assertThat(signal(binary(HEADERS, DATA))).isEqualTo(signal(plain(PLAIN)));
    assertThat(signal(binary(HEADERS, PLAIN))).isEqualTo(signal(plain(PLAIN)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        malformed(without("\"specversion\":\"1.0\""), "$.specversion: missing (expected: 1.0)"),
        malformed(EVENT.replace("\"1.0\"", "\"0.3\""), "$.specversion: 0.3 (expected: 1.0)"),
        malformed(EVENT.replace("\"1.0\"", "1.0"), "$.specversion: a number (expected: a string)"),
        malformed(EVENT.replace("tenantid", "tenantId"), "did you mean tenantid?"),
        malformed(EVENT.replace("tenantid", "tenant_id"), "did you mean tenantid?"),
        malformed(with("\"wei-ght\":2"), "what is to be counted goes into data"),
        malformed(with("\"ratio\":0.5"), "$.ratio: a number (expected: a string, true, false"),
        malformed(with("\"big\":2147483648"), "$.big: a number (expected: a string, true, false"),
        malformed(with("\"many\":[{\"a\":1}]"), "$.many: an array (expected: a string"),
        malformed(with("\"id\":\"i\""), "$.id: stands twice (expected: each attribute once)"),
        malformed(with("\"data\":{}"), "$.data: stands twice"),
        malformed(EVENT.replace("\"/s\"", "\"a b\""), "$.source: a b (expected: a URI-reference)"),
        malformed(with("\"dataschema\":\"a b\""), "$.dataschema: a b (expected: a URI-reference)"),
        malformed(with("\"datacontenttype\":\"text/plain\""), "(expected: JSON in UTF-8"),
        malformed(with("\"datacontenttype\":\"application/json;charset=latin1\""), "JSON in UTF-8"),
        malformed("[" + EVENT + "]", "$: an array (expected: an object)"),
        malformed(EVENT + "{}", "something follows the end"),
        invalid(without(",\"time\":\"2024-01-31T12:00:00Z\""), "$.time: missing (expected: a time"),
        invalid(EVENT.replace("\"2024-01-31T12:00:00Z\"", "null"), "$.time: missing"),
        invalid(without(",\"tenantid\":\"t\""), "$.tenantid: missing (expected: a string"),
        invalid(EVENT.replace(",\"data\":" + DATA, ""), "$.data: missing (expected: an object"),
        invalid("{" + CONTEXT + ",\"data_base64\":\"" + BASE64 + "\"}", "$.datacontenttype: missi"),
        invalid(EVENT.replace("\"i\"", "\"\""), "$.id: \"\" (expected: 1 to 256 characters)"),
        invalid(EVENT.replace("12:00:00Z", "12:00:00"), "$.time: 2024-01-31T12:00:00 (expected:"),
        invalid(EVENT.replace("0.5", "1.5"), "$.data.value: 1.5 (expected: 0 to 1)"));
  }

  static Stream<Arguments> refusedData() {
    return Stream.of(
        malformed(with("\"data_base64\":\"" + BASE64 + "\""), "$.data_base64: given beside data"),
        malformed(packed("!"), "$.data_base64: no Base64"),
        malformed(packed("e30x"), "something follows the end"),
        malformed(packed("W10="), "not an object"),
        malformed(EVENT.replace(DATA, "[" + DATA + "]"), "$.data: an array (expected: an object)"),
        malformed(EVENT.replace(DATA, "\"{}\""), "$.data: a string (expected: an object)"),
        malformed(EVENT.replace(DATA, "null"), "$.data: null (expected: an object)"),
        malformed(EVENT.replace("\"value\"", "\"vlaue\""), "$.data.vlaue: unknown field"),
        malformed(
            EVENT.replace("{\"value\"", "{\"tenant_id\":\"u\",\"value\""),
            "$.data.tenant_id: another than the event's (expected: the same, or none)"),
        malformed(
            EVENT.replace("{\"value\"", "{\"ts\":\"2024-01-31T12:00:01Z\",\"value\""),
            "$.data.ts: another than the event's"));
  }

  @ParameterizedTest
  @MethodSource({"refused", "refusedData"})
  void whatIsNoEventOfThisFormIsRefusedWithItsReason(
      String event, RejectionReason reason, String detail) {
    Rejection rejection = rejection(structured(event));

    assertThat(rejection.detail()).contains(detail);
    assertThat(rejection.reason()).isEqualTo(reason);
  }

  @Test
  void allFaultsOfAnEventAreToldTogether() {
    String detail =
        rejection(structured("{\"specversion\":\"2.0\",\"id\":\"\",\"data\":{\"value\":2}}"))
            .detail();

    assertThat(detail)
        .contains("$.specversion: 2.0", "$.id: \"\"", "$.source: missing", "$.time: missing")
        .contains("$.tenantid: missing", "$.data.value: 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%C3%A9%20%E2%82%AC", "\"%C3%A9 %e2%82%ac\"", "\"\\%C3%A9\\ %E2%82%AC\""})
  void headerIsUnquotedAndPercentDecodedOnce(String value) {
    Map<String, String> headers = changed("ce-type", value);

    assertThat(signal(binary(headers, DATA)).type().value()).isEqualTo("é €");
    assertThat(EventHeaders.text("%2541")).contains("%41");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%C0%A0", "%E9", "100%", "%4", "%zz", "\u00e9", "\"a", "\"a\"b", "\"\\"})
  void headerThatIsAmbiguousIsRefused(String value) {
    Rejection rejection = rejection(binary(changed("ce-subject", value), DATA));

    assertThat(rejection.detail()).contains("header ce-subject: a value that can't be decoded");
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  @Test
  void headersAreToldByTheirNames() {
    assertThat(rejection(binary(Map.of("ce-id", "i"), DATA)).detail())
        .contains("header ce-specversion: missing (expected: 1.0)", "header ce-time: missing");
    assertThat(rejection(binary(changed("ce-datacontenttype", "text/plain"), DATA)).detail())
        .contains("header ce-datacontenttype: a header of its own (expected: content-type alone)");
    assertThat(rejection(binary(HEADERS, "{\"tenant_id\":\"u\",\"value\":0.5}")).detail())
        .contains("$.tenant_id: another than the event's");
    assertThat(rejection(binary(HEADERS, "[]")).detail())
        .isEqualTo("$: an array (expected: an object)");
    assertThat(rejection(binary(HEADERS, "")).detail())
        .isEqualTo("$: nothing (expected: an object)");
  }

  @Test
  void headerThatStandsTwiceIsRefused() {
    List<Map.Entry<String, String>> headers = new ArrayList<>(HEADERS.entrySet());
    headers.add(Map.entry("ce-id", "i"));
    byte[] data = DATA.getBytes(StandardCharsets.UTF_8);

    assertThat(rejection(CloudEvents.binary(headers, data, data.length).candidate()).detail())
        .contains("header ce-id: stands twice");
  }

  @Test
  void tenantToldBesideAnEventMustBeItsOwn() {
    byte[] event = EVENT.getBytes(StandardCharsets.UTF_8);

    assertThat(signal(CloudEvents.structured(event, event.length, List.of("t")).candidate()))
        .isNotNull();
    assertThat(rejection(CloudEvents.structured(event, event.length, List.of("u")).candidate()))
        .isEqualTo(
            new Rejection(
                RejectionReason.MALFORMED,
                "$.tenantid: another than the header ce-tenantid (expected: the same)"));
  }

  @Test
  void traceOfAnEventIsTold() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    byte[] event = with("\"traceparent\":\"" + parent + "\"").getBytes(StandardCharsets.UTF_8);
    byte[] data = DATA.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = changed("ce-traceparent", parent);

    assertThat(CloudEvents.structured(event, event.length, List.of()).traceId())
        .hasValueSatisfying(id -> assertThat(parent).contains(id.value()));
    assertThat(CloudEvents.binary(headers.entrySet(), data, data.length).traceId()).isPresent();
  }

  @Test
  void eventThatAnotherProtocolCarriesIsTheSameSignal() {
    EventDecoder decoder = JsonSignals.eventDecoder();
    byte[] data = DATA.getBytes(StandardCharsets.UTF_8);
    List<EventDecoder.Attribute> attributes =
        HEADERS.entrySet().stream()
            .map(
                header ->
                    new EventDecoder.Attribute(
                        header.getKey().substring(3).toLowerCase(Locale.ROOT), header.getValue()))
            .collect(Collectors.toCollection(ArrayList::new));

    assertThat(signal(decoder.binary(attributes, data).candidate()))
        .isEqualTo(signal(plain(PLAIN)));
    assertThat(signal(decoder.structured(EVENT.getBytes(StandardCharsets.UTF_8)).candidate()))
        .isEqualTo(signal(plain(PLAIN)));

    attributes.add(new EventDecoder.Attribute("datacontenttype", "text/plain"));
    attributes.add(new EventDecoder.Attribute("id", "i"));
    assertThat(rejection(decoder.binary(attributes, data).candidate()).detail())
        .contains(
            "attribute datacontenttype: text/plain (expected: JSON in UTF-8",
            "attribute id: stands twice");
  }

  @Test
  void eventOfTooManyAttributesIsRefusedOnceHoweverManyTheyAre() {
    StringBuilder many = new StringBuilder("{" + CONTEXT + ",\"data\":" + DATA);
    for (int i = 0; i < 1_000_000; i++) {
      many.append(",\"x").append(i).append("\":0");
    }

    Rejection rejection = rejection(structured(many.append('}').toString()));

    assertThat(rejection.detail()).isEqualTo("$.attributes: more than 64 (expected: 64 at most)");
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  private static Arguments malformed(String event, String detail) {
    RejectionReason reason =
        detail.contains(": missing") ? RejectionReason.INVALID : RejectionReason.MALFORMED;
    return Arguments.of(event, reason, detail);
  }

  private static Arguments invalid(String event, String detail) {
    return Arguments.of(event, RejectionReason.INVALID, detail);
  }

  private static String with(String members) {
    return "{" + CONTEXT + "," + members + ",\"data\":" + DATA + "}";
  }

  private static String without(String member) {
    return EVENT.replace(member, "").replace("{,", "{");
  }

  private static String packed(String base64) {
    return "{"
        + CONTEXT
        + ",\"datacontenttype\":\"application/json\",\"data_base64\":\""
        + base64
        + "\"}";
  }

  private static Map<String, String> changed(String header, String value) {
    Map<String, String> headers = new java.util.HashMap<>(HEADERS);
    headers.keySet().removeIf(name -> name.equalsIgnoreCase(header));
    headers.put(header, value);
    return headers;
  }

  private static Candidate structured(String event) {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    return CloudEvents.structured(bytes, bytes.length, List.of()).candidate();
  }

  private static Candidate binary(Map<String, String> headers, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return CloudEvents.binary(headers.entrySet(), bytes, bytes.length).candidate();
  }

  private static Candidate plain(String json) {
    return JsonSignals.decoder().decode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Signal signal(Candidate candidate) {
    assertThat(candidate).isInstanceOf(Candidate.WellFormed.class);
    return ((Candidate.WellFormed) candidate).signal();
  }

  private static Rejection rejection(Candidate candidate) {
    assertThat(candidate).isInstanceOf(Candidate.Malformed.class);
    return ((Candidate.Malformed) candidate).rejection();
  }
}
