package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which form a record is in, and whose it is. */
final class RecordReaderTest {

  private static final String LINE = "t1|a|0.5";

  private final RecordReader reader = new RecordReader(TestSignals.PLAIN, TestSignals.EVENTS);

  static Stream<Arguments> forms() {
    return Stream.of(
        form("plain", LINE),
        form("plain", LINE, "content-type", "application/json"),
        form("plain", LINE, "content-type", "Application/JSON; charset=\"UTF-8\""),
        form("plain", LINE, "traceparent", "00-1"),
        form("plain", LINE, "ce_note", "no mark of an event"),
        form("structured", LINE, "content-type", "application/cloudevents+json; charset=utf-8"),
        form("structured", LINE, "content-type", "application/cloudevents+json", "ce_id", "x"),
        form("binary", "0.5", "ce_id", "a", "ce_tenantid", "t1"),
        form(
            "binary", "0.5", "ce_id", "a", "ce_tenantid", "t1", "content-type", "application/json"),
        form("plain", LINE, "content-type", "application/json", "ce_note", "x"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void formIsToldByTheHeaders(String form, String value, Map<String, String> headers) {
    assertThat(reader.read(record("t1", value, headers)))
        .isInstanceOfSatisfying(
            Candidate.WellFormed.class,
            read -> assertThat(read.signal().type().value()).isEqualTo(form));
  }

  static Stream<Arguments> poison() {
    return Stream.of(
        Arguments.of("t1", null, Map.of(), "value: none (expected: a signal)"),
        Arguments.of(null, LINE, Map.of(), "key: none (expected: the signal's tenant)"),
        Arguments.of(
            "T1", LINE, Map.of(), "key: another than the signal's tenant (expected: the same)"),
        Arguments.of(
            "t1",
            LINE,
            Map.of("content-type", "application/cloudevents+json", "ce_tenantid", "t2"),
            "header ce_tenantid: another than the signal's tenant (expected: the same)"),
        Arguments.of(
            "t1",
            LINE,
            Map.of("content-type", "application/cloudevents-batch+json"),
            "header content-type: application/cloudevents-batch+json (expected: application/json"
                + " or application/cloudevents+json, in UTF-8)"),
        Arguments.of(
            "t1",
            LINE,
            Map.of("content-type", "application/avro"),
            "header content-type: application/avro (expected: application/json or"
                + " application/cloudevents+json, in UTF-8)"),
        Arguments.of(
            "t1",
            LINE,
            Map.of("content-type", "application/json; charset=latin1"),
            "header content-type: application/json (expected: application/json or"
                + " application/cloudevents+json, in UTF-8)"));
  }

  @ParameterizedTest
  @MethodSource("poison")
  void whatIsNoSignalOfItsKeySaysWhy(
      @Nullable String key, @Nullable String value, Map<String, String> headers, String detail) {
    assertThat(rejection(record(key, value, headers)))
        .isEqualTo(new Rejection(RejectionReason.MALFORMED, detail));
  }

  @Test
  void bytesThatAreNoTextAndHeadersThatStandTwiceAreRefused() {
    byte[] noText = {(byte) 0xC3, 0x28};
    ConsumerRecord<byte[], byte[]> event = record("t1", "0.5", Map.of("ce_id", "a"));
    event.headers().add("ce_tenantid", noText);
    assertThat(rejection(event).detail())
        .isEqualTo("header ce_tenantid: no UTF-8 (expected: UTF-8)");

    ConsumerRecord<byte[], byte[]> twice =
        record("t1", LINE, Map.of("content-type", "application/json"));
    twice.headers().add("content-type", TestSignals.bytes("application/json"));
    assertThat(rejection(twice).detail())
        .isEqualTo("header content-type: stands twice (expected: once)");

    ConsumerRecord<byte[], byte[]> key =
        new ConsumerRecord<>("topic", 0, 0, noText, TestSignals.bytes(LINE));
    assertThat(rejection(key).detail()).startsWith("key: another than the signal's tenant");
  }

  @Test
  void whatAStrangerWroteIsShownShortAndPlain() {
    String type = "\u001b[31m" + "x".repeat(100) + "\u202e";
    assertThat(rejection(record("t1", LINE, Map.of("content-type", type))).detail())
        .startsWith("header content-type: \ufffd[31mxxx")
        .contains("x... (expected")
        .hasSizeLessThan(200);
  }

  private Rejection rejection(ConsumerRecord<byte[], byte[]> record) {
    return ((Candidate.Malformed) reader.read(record)).rejection();
  }

  private static Arguments form(String form, String value, String... headers) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return Arguments.of(form, value, all);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      @Nullable String key, @Nullable String value, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, TestSignals.bytes(text)));
    return new ConsumerRecord<>(
        "topic",
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        key == null ? 0 : key.length(),
        value == null ? 0 : value.length(),
        key == null ? null : TestSignals.bytes(key),
        value == null ? null : TestSignals.bytes(value),
        all,
        Optional.empty());
  }
}
