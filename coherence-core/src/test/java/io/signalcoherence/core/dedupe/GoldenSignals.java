package io.signalcoherence.core.dedupe;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The signals whose digests are golden, by the names that {@code golden-digests.py} gives them. */
final class GoldenSignals {

  private static final Signals PLAIN = Signals.of(new TenantId("alpha"));

  private GoldenSignals() {}

  static Map<String, Signal> all() {
    Map<String, Signals> all = new LinkedHashMap<>();
    measures(all);
    attributes(all);
    numbers(all);
    Map<String, Signal> signals = new LinkedHashMap<>();
    all.forEach((name, described) -> signals.put(name, described.signal()));
    return signals;
  }

  private static void measures(Map<String, Signals> all) {
    all.put("plain", PLAIN);
    all.put("value-zero", PLAIN.withMeasure("0.0000000005", "1"));
    all.put("value-one", PLAIN.withMeasure("1.000", "1"));
    all.put("value-least", PLAIN.withMeasure("0.0000000011", "1"));
    all.put("weight-least", PLAIN.withMeasure("0.5", "0.000001"));
    all.put("weight-greatest", PLAIN.withMeasure("0.5", "1e6"));
    all.put("type-unicode", PLAIN.withType("t\u0301 \ud83d\ude00\uffff"));
    all.put("type-long", PLAIN.withType("\ud83d\ude00".repeat(128)));
    all.put("residency", PLAIN.withResidency(new Region("eu-central")));
    all.put(
        "residency-is-not-the-type",
        PLAIN.withType("eu-central").withResidency(new Region("load")));
    all.put(
        "everything",
        with(
            PLAIN
                .withType("temperature")
                .withMeasure("0.123456789", "2.5")
                .withResidency(new Region("us-east-1")),
            Map.of(
                "unit", string("\u00b0C"),
                "raw", number("23.4500"),
                "tags", array(string("a"), new JsonValue.Bool(true), new JsonValue.Null()),
                "at", object(Map.of("lat", number("52.52"))))));
  }

  private static void attributes(Map<String, Signals> all) {
    all.put("attributes-empty", with(PLAIN, Map.of()));
    all.put("attributes-null", with(PLAIN, Map.of("a", new JsonValue.Null())));
    all.put(
        "attributes-booleans",
        with(PLAIN, Map.of("t", new JsonValue.Bool(true), "f", new JsonValue.Bool(false))));
    all.put("attributes-string-empty", with(PLAIN, Map.of("", string(""))));
    all.put(
        "attributes-string-escapes",
        with(PLAIN, Map.of("\u0000\"\\", string("\n\u001f/\ud83d\ude00"))));
    JsonValue mixed =
        array(new JsonValue.Null(), array(), object(Map.of()), string("1"), number("1.0"));
    all.put("attributes-array", with(PLAIN, Map.of("a", mixed)));
    all.put("attributes-array-empty", with(PLAIN, Map.of("a", array())));
    all.put("attributes-object-empty", with(PLAIN, Map.of("a", object(Map.of()))));
    all.put(
        "attributes-order",
        with(
            PLAIN,
            Map.of(
                "\uffee", number("4"),
                "\ud83d\ude00", number("3"),
                "b", number("2"),
                "a", number("1"))));
    JsonValue.Obj nested = object(Map.of());
    for (int depth = 1; depth < Attributes.MAX_DEPTH; depth++) {
      nested = object(Map.of("a", nested));
    }
    all.put("attributes-nested", PLAIN.withAttributes(Attributes.of(nested)));
  }

  private static void numbers(Map<String, Signals> all) {
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("number-zero", "-0.000e5");
    numbers.put("number-one", "1.0");
    numbers.put("number-minus-one", "-1");
    numbers.put("number-127", "127");
    numbers.put("number-128", "128");
    numbers.put("number-minus-128", "-128");
    numbers.put("number-minus-129", "-129");
    numbers.put("number-tenth", "0.10");
    numbers.put("number-hundred", "100");
    numbers.put("number-long", "-12345678901234567890.12345678901");
    numbers.put("number-huge-exponent", "1e999999");
    numbers.put("number-tiny-exponent", "10e-1000000");
    numbers.forEach((name, text) -> all.put(name, with(PLAIN, Map.of("n", number(text)))));
  }

  private static Signals with(Signals signal, Map<String, JsonValue> members) {
    return signal.withAttributes(Attributes.of(object(members)));
  }

  private static JsonValue.Obj object(Map<String, JsonValue> members) {
    return new JsonValue.Obj(new TreeMap<>(members));
  }

  private static JsonValue array(JsonValue... items) {
    return new JsonValue.Array(List.of(items));
  }

  private static JsonValue string(String text) {
    return new JsonValue.Str(text);
  }

  private static JsonValue number(String text) {
    return new JsonValue.Num(new BigDecimal(text));
  }
}
