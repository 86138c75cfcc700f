package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** The SDK of CloudEvents beside our reader: what it writes is read, and why it does not read. */
final class CloudEventsSdkTest {

  private static final JsonFormat FORMAT = new JsonFormat();
  private static final String CONTEXT =
      "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"cpu\","
          + "\"time\":\"2024-01-31T12:00:00Z\"";

  @Property(tries = 1_000)
  void whatTheSdkWritesIsReadAlikeInEachMode(
      @ForAll("ids") String id,
      @ForAll @BigRange(min = "0", max = "1") @Scale(9) BigDecimal value,
      @ForAll @LongRange(min = 946_771_200_000_000_000L, max = 4_102_444_800_000_000_000L)
          long nanos,
      @ForAll("offsets") ZoneOffset offset) {
    Instant instant = Instant.ofEpochSecond(0, nanos);
    CloudEvent event =
        event(id, instant.atOffset(offset), "{\"value\":" + value.toPlainString() + "}");

    Signal structured = signal(structured(FORMAT.serialize(event)));
    Signal packed = signal(structured(FORMAT.withForceJsonDataToBase64().serialize(event)));
    Signal binary = signal(binary(event));

    SignalKey key = structured.key();
    assertThat(key.id().value()).isEqualTo(id);
    assertThat(key.source().value()).isEqualTo("https://example.org/ü?a=b#c");
    assertThat(key.ts().value()).isEqualTo(instant.minusNanos(nanos % 1_000));
    assertThat(structured.value().decimal()).isEqualByComparingTo(value);
    assertThat(packed).isEqualTo(structured);
    assertThat(binary).isEqualTo(structured);
  }

  @Test
  void theSdkWouldLoseDigitsAndWeDoNot() {
    String many = "0.12345678949999999999999999999999";
    byte[] event = bytes(CONTEXT + ",\"tenantid\":\"t\",\"data\":{\"value\":" + many + "}}");

    assertThat(data(FORMAT.deserialize(event))).doesNotContain(many);
    assertThat(signal(structured(event)).value()).hasToString("0.123456789");
  }

  @Test
  void theSdkWouldTakeTheLastOfTwoMembersAndWeTakeNone() {
    byte[] event =
        bytes(CONTEXT + ",\"tenantid\":\"t\",\"tenantid\":\"u\",\"data\":{\"value\":1}}");

    assertThat(FORMAT.deserialize(event).getExtension("tenantid")).isEqualTo("u");
    assertThat(structured(event)).isInstanceOf(Candidate.Malformed.class);
  }

  @Test
  void theSdkWouldReadAnUnsetTenantAsTheWordNullAndWeSayThatItIsMissing() {
    byte[] event = bytes(CONTEXT + ",\"tenantid\":null,\"data\":{\"value\":1}}");

    assertThat(FORMAT.deserialize(event).getExtension("tenantid")).isEqualTo("null");
    assertThat(structured(event)).isInstanceOf(Candidate.Malformed.class);
  }

  @Test
  void theSdkWouldNotDecodeAHeaderAndWeDo() {
    Map<String, String> headers =
        Map.of(
            "ce-specversion", "1.0",
            "ce-id", "%E2%82%AC",
            "ce-source", "/s",
            "ce-type", "cpu",
            "ce-time", "2024-01-31T12:00:00Z",
            "ce-tenantid", "t",
            "content-type", "application/json");
    byte[] data = bytes("{\"value\":1}");

    assertThat(HttpMessageFactory.createReader(headers, data).toEvent().getId())
        .isEqualTo("%E2%82%AC");
    assertThat(
            signal(CloudEvents.binary(headers.entrySet(), data, data.length).candidate())
                .key()
                .id())
        .hasToString("€");
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withChars("aZ09 %\"\\/?é€\u0130\u00df")
        .withChars('\u4e00', '\u4e20')
        .ofMinLength(1)
        .ofMaxLength(40)
        // a blank at an end can't travel in a header of HTTP unless it is encoded, as it is here
        .filter(text -> !text.isBlank());
  }

  @Provide
  Arbitrary<ZoneOffset> offsets() {
    return Arbitraries.integers()
        .between(-1_079, 1_079)
        .map(m -> ZoneOffset.ofTotalSeconds(60 * m));
  }

  private static CloudEvent event(String id, OffsetDateTime time, String data) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://example.org/ü?a=b#c"))
        .withType("cpu")
        .withTime(time)
        .withExtension("tenantid", "t")
        .withData("application/json", bytes(data))
        .build();
  }

  private static Candidate structured(byte[] event) {
    return CloudEvents.structured(event, event.length, List.of()).candidate();
  }

  /** As the SDK writes it, percent-encoded as the binding asks, which the SDK leaves to others. */
  private static Candidate binary(CloudEvent event) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    HttpMessageFactory.createWriter(
            (name, value) -> headers.add(Map.entry(name, encoded(value))), body::set)
        .writeBinary(event);
    return CloudEvents.binary(headers, body.get(), body.get().length).candidate();
  }

  private static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean visible = b > ' ' && b < 0x7F && b != '"' && b != '%';
      text.append(visible ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return text.toString();
  }

  private static String data(CloudEvent event) {
    return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
  }

  private static Signal signal(Candidate candidate) {
    assertThat(candidate).isInstanceOf(Candidate.WellFormed.class);
    return ((Candidate.WellFormed) candidate).signal();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
