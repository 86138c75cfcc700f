package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Weight;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSignalsTest {

  private static final String HEAD =
      "{\"tenant_id\":\"t\",\"source\":\"s\",\"signal_id\":\"i\",\"ts\":\"2024-01-31T12:00:00Z\","
          + "\"type\":\"cpu\"";
  private static final String GOOD = HEAD + ",\"value\":0.5}";

  @Test
  void everyFieldIsReadExactly() {
    Signal signal =
        signal(
            HEAD
                + ",\"value\":0.1234567894,\"weight\":2.5,\"residency\":\"eu\",\"attributes\":"
                + "{\"b\":[1.10,true,null,\"\\u00e9\"],\"a\":{\"x\":1e2}}}");

    assertThat(signal.key().tenant().value()).isEqualTo("t");
    assertThat(signal.value()).hasToString("0.123456789");
    assertThat(signal.weight()).hasToString("2.500000");
    assertThat(signal.residency().orElseThrow().value()).isEqualTo("eu");
    assertThat(signal.attributes().canonicalText())
        .isEqualTo("{\"a\":{\"x\":1E+2},\"b\":[1.1,true,null,\"é\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",\"value\":0.5}", ",\"value\":0.5,\"weight\":null,\"attributes\":null}  \n"})
  void absentAndNullOptionalFieldsMeanTheirDefaults(String tail) {
    Signal signal = signal(HEAD + tail);

    assertThat(signal.weight()).isEqualTo(Weight.ONE);
    assertThat(signal.residency()).isEmpty();
    assertThat(signal.attributes().isPresent()).isFalse();
  }

  static Stream<Arguments> malformed() {
    String deep = "[".repeat(64) + "]".repeat(64);
    return Stream.of(
        Arguments.of(GOOD.replace("\"value\"", "\"vlaue\""), "did you mean value?"),
        Arguments.of(GOOD.replace("\"tenant_id\"", "\"tenantId\""), "did you mean tenant_id?"),
        Arguments.of(
            with("\"wieght\":2"), "$.wieght: unknown field (expected: did you mean weight"),
        Arguments.of(with("\"colour\":2"), "expected: one of tenant_id, source"),
        Arguments.of(with("\"value\":0.6"), "$.value: stands twice (expected: each field once)"),
        Arguments.of(with("\"attributes\":{\"a\":1,\"a\":2}"), "the member a stands twice"),
        Arguments.of(with("\"attributes\":[]"), "$.attributes: an array (expected: an object)"),
        Arguments.of(with("\"attributes\":{\"a\":" + deep + "}"), "deeper than 64 levels"),
        Arguments.of(with("\"attributes\":{\"a\":1" + "0".repeat(2000) + "}"), "too long to keep"),
        Arguments.of(with("\"attributes\":{\"a\":1e99999999999}"), "too long to keep"),
        Arguments.of(GOOD.replace("0.5", "\"0.5\""), "$.value: a string (expected: a number)"),
        Arguments.of(GOOD.replace("0.5", "null"), "$.value: null (expected: a number)"),
        Arguments.of(GOOD.replace("0.5", "NaN"), "NaN"),
        Arguments.of(GOOD.replace("0.5", "0.5e"), "$: line 1, column"),
        Arguments.of(GOOD.replace("\"s\"", "7"), "$.source: a number (expected: a string)"),
        Arguments.of(GOOD + "{}", "something follows the end"),
        Arguments.of(GOOD + "x", "line 1"),
        Arguments.of(GOOD.substring(0, 40), "line 1"),
        Arguments.of("[" + GOOD + "]", "$: an array (expected: an object)"),
        Arguments.of("7", "$: a number (expected: an object)"),
        Arguments.of("", "$: nothing (expected: an object)"),
        Arguments.of("\uFEFF" + GOOD, "a byte order mark"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotInTheFormIsMalformed(String document, String detail) {
    Rejection rejection = rejection(document, StandardCharsets.UTF_8);

    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED);
    assertThat(rejection.detail()).contains(detail);
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of(GOOD.replace("0.5", "1.7"), "$.value: 1.7 (expected: 0 to 1)"),
        Arguments.of(GOOD.replace("0.5", "-1e-30"), "(expected: 0 to 1)"),
        Arguments.of(with("\"weight\":0"), "$.weight: 0 (expected: above 0"),
        Arguments.of(GOOD.replace("12:00:00Z", "12:00:00"), "$.ts: "),
        Arguments.of(GOOD.replace("\"t\"", "\"\""), "$.tenant_id: \"\" (expected: 1 to 128"),
        Arguments.of(GOOD.replace("\"t\"", "\"a\\u0000\""), "no control characters"),
        Arguments.of(GOOD.replace("\"t\"", "\"\\ud800\""), "no unpaired surrogates"),
        Arguments.of(
            with("\"attributes\":{\"a\":\"" + "x".repeat(20_000) + "\"}"), "$.attributes: "),
        Arguments.of(with("\"attributes\":{\"a\":1e2000000}"), "exponents from -1000000"),
        Arguments.of(HEAD + "}", "$.value: missing (expected: a number)"),
        Arguments.of("{}", "$.tenant_id: missing (expected: a string); $.source: missing"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsOutOfItsRangeIsInvalid(String document, String detail) {
    Rejection rejection = rejection(document, StandardCharsets.UTF_8);

    assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID);
    assertThat(rejection.detail()).contains(detail);
  }

  @Test
  void allFaultsOfOneSignalAreToldTogether() {
    Rejection rejection =
        rejection("{\"tenant_id\":\"\",\"value\":2,\"wieght\":1}", StandardCharsets.UTF_8);

    assertThat(rejection.detail())
        .contains(
            "$.tenant_id: \"\"", "$.value: 2", "$.wieght", "$.source: missing", "$.ts: missing");
  }

  @Test
  void messageStaysShortHoweverMuchIsWrong() {
    StringBuilder document = new StringBuilder("{");
    for (int i = 0; i < 5_000; i++) {
      document.append('"').append("x".repeat(100)).append(i).append("\":1,");
    }
    Rejection rejection = rejection(document.append("\"a\":1}").toString(), StandardCharsets.UTF_8);

    assertThat(rejection.detail()).hasSizeLessThan(3_000).contains("more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
  void otherEncodingsAreRefusedAndNotGuessed(String charset) {
    String document = GOOD.replace("\"t\"", "\"tenänt\"");

    assertThat(rejection(document, Charset.forName(charset)).detail()).contains("no UTF-8");
  }

  @Test
  void overlongFormsAreRefused() {
    byte[] document = GOOD.getBytes(StandardCharsets.ISO_8859_1);
    int at = GOOD.indexOf("cpu");
    document[at] = (byte) 0xC1;
    document[at + 1] = (byte) 0xA3;

    assertThat(JsonSignals.decoder().decode(document)).isInstanceOf(Candidate.Malformed.class);
  }

  private static String with(String member) {
    return HEAD + ",\"value\":0.5," + member + "}";
  }

  private static Signal signal(String document) {
    Candidate candidate = JsonSignals.decoder().decode(document.getBytes(StandardCharsets.UTF_8));
    assertThat(candidate).isInstanceOf(Candidate.WellFormed.class);
    return ((Candidate.WellFormed) candidate).signal();
  }

  private static Rejection rejection(String document, Charset charset) {
    Candidate candidate = JsonSignals.decoder().decode(document.getBytes(charset));
    assertThat(candidate).isInstanceOf(Candidate.Malformed.class);
    return ((Candidate.Malformed) candidate).rejection();
  }
}
