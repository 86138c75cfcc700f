package io.signalcoherence.perf.golden;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line of a golden file before it is written.
 *
 * @param arrival when it arrives, in microseconds since 1970; orders the file
 * @param fate what a receiver must make of it
 * @param key its identity
 * @param payload what it says
 * @param spelling how the same content is written
 */
record GoldenSignal(long arrival, Fate fate, Identity key, Payload payload, Spelling spelling) {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What a receiver that keeps file order must answer. */
  enum Fate {
    ACCEPTED,
    DUPLICATE,
    CONFLICT
  }

  /** How content is put into text; every spelling means the same. */
  enum Spelling {
    PLAIN,
    OTHER
  }

  /**
   * The dedupe key.
   *
   * @param ts event time in microseconds since 1970
   */
  record Identity(String tenant, String source, String id, long ts) {

    Instant instant() {
      return instantOf(ts);
    }
  }

  /**
   * What a line says.
   *
   * @param value text of the value, a plain decimal with at least one digit after the point
   * @param weight text of the weight; empty leaves the field out
   * @param attributes JSON text; empty leaves the field out
   */
  record Payload(String type, String value, String weight, String attributes) {

    BigDecimal exactValue() {
      return new BigDecimal(value);
    }

    BigDecimal exactWeight() {
      return weight.isEmpty() ? BigDecimal.ONE : new BigDecimal(weight);
    }
  }

  GoldenSignal resent(long arrivesAt, Spelling newSpelling) {
    return new GoldenSignal(arrivesAt, Fate.DUPLICATE, key, payload, newSpelling);
  }

  GoldenSignal contradicted(long arrivesAt, Payload other) {
    return new GoldenSignal(arrivesAt, Fate.CONFLICT, key, other, spelling);
  }

  /** Appends the line with its line feed. */
  void appendTo(StringBuilder out) {
    out.append("{\"tenant_id\":\"").append(key.tenant).append("\",\"source\":\"");
    appendEscaped(key.source, out);
    out.append("\",\"signal_id\":\"").append(key.id).append("\",\"ts\":\"");
    appendTs(out);
    out.append("\",\"type\":\"").append(payload.type).append("\",\"value\":").append(payload.value);
    if (spelling == Spelling.OTHER) {
      out.append('0');
    }
    if (!payload.weight.isEmpty()) {
      out.append(",\"weight\":").append(payload.weight);
    }
    if (!payload.attributes.isEmpty()) {
      out.append(",\"attributes\":").append(payload.attributes);
    }
    out.append("}\n");
  }

  private static void appendEscaped(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
  }

  private void appendTs(StringBuilder out) {
    long shift = spelling == Spelling.OTHER ? 3_600_000_000L : 0;
    SECONDS.formatTo(instantOf(key.ts + shift), out);
    long micros = Math.floorMod(key.ts, 1_000_000L);
    if (micros % 1000 == 0) {
      appendPadded(micros / 1000, 3, out);
    } else {
      appendPadded(micros, 6, out);
    }
    out.append(spelling == Spelling.OTHER ? "+01:00" : "Z");
  }

  private static void appendPadded(long number, int digits, StringBuilder out) {
    String text = Long.toString(number);
    out.append('.').append("0".repeat(digits - text.length())).append(text);
  }

  private static Instant instantOf(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
