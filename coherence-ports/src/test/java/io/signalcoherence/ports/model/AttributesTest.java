package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributesTest {

  @Test
  void noneDiffersFromAnEmptyObject() {
    Attributes empty = attributes(Map.of());

    assertThat(Attributes.NONE.isPresent()).isFalse();
    assertThat(Attributes.NONE.canonicalText()).isEmpty();
    assertThat(empty.isPresent()).isTrue();
    assertThat(empty.canonicalText()).isEqualTo("{}");
    assertThat(empty).isNotEqualTo(Attributes.NONE).isEqualTo(attributes(Map.of()));
    assertThat(Attributes.NONE).hasToString("none");
  }

  @Test
  void membersComeInTheOrderOfTheirCodeUnitsWhateverMapTheyCameIn() {
    TreeMap<String, JsonValue> reversed = new TreeMap<>(Collections.reverseOrder());
    for (String name : List.of("b", "a", "B", "\u00e9", "\uffee", "\ud83d\ude00", "")) {
      reversed.put(name, new JsonValue.Bool(true));
    }

    assertThat(Attributes.of(new JsonValue.Obj(reversed)).canonicalText())
        .isEqualTo(
            "{\"\":true,\"B\":true,\"a\":true,\"b\":true,\"\u00e9\":true,"
                + "\"\ud83d\ude00\":true,\"\uffee\":true}");
  }

  @Test
  void textHasNoWhiteSpaceAndEscapesOnlyWhatItMust() {
    JsonValue array =
        new JsonValue.Array(
            List.of(
                new JsonValue.Null(),
                new JsonValue.Bool(false),
                new JsonValue.Str("\u0000\n\u001f \"\\/\u007f\u00e9\u2028"),
                new JsonValue.Array(List.of()),
                object(Map.of())));

    assertThat(attributes(Map.of("a\"", array)).canonicalText())
        .isEqualTo(
            "{\"a\\\"\":[null,false,\"\\u0000\\u000a\\u001f \\\"\\\\/\u007f\u00e9\u2028\",[],{}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.00, 0",
    "0e10, 0",
    "1.0, 1",
    "100, 1E+2",
    "10.50, 10.5",
    "-1e-7, -1E-7",
    "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827",
    "1e1000000, 1E+1000000",
    "-999e999998, -9.99E+1000000",
    "1e-1000000, 1E-1000000",
    "0e2147483647, 0",
    "123456789012345678901234567890, 12345678901234567890123456789E+1",
  })
  void numbersAreExactAndHaveOneForm(String number, BigDecimal same) {
    Attributes first = attributes(Map.of("n", new JsonValue.Num(new BigDecimal(number))));
    Attributes second = attributes(Map.of("n", new JsonValue.Num(same)));

    assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
    assertThat(
            new BigDecimal(first.canonicalText().substring(5, first.canonicalText().length() - 1)))
        .isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000001",
        "10e1000000",
        "0.1e-1000000",
        "-1e-1000001",
        "12E2147483647",
        "100E2147483647",
        "0.01E-2147483645"
      })
  void numbersWhoseTextMightNotBeReadBackAreRefused(String number) {
    BigDecimal exact = new BigDecimal(number);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new JsonValue.Num(exact))
        .matches(e -> e.field().equals("attributes"));
  }

  @Test
  void sizeIsCountedInBytesOfTheCanonicalText() {
    int frame = "{\"k\":\"\"}".length();
    int room = Attributes.MAX_BYTES - frame;

    assertThat(text("x".repeat(room)).canonicalText()).hasSize(Attributes.MAX_BYTES);
    assertThat(text("\u20ac".repeat(room / 3)).isPresent()).isTrue();
    assertThat(text("\u0000".repeat(room / 6)).isPresent()).isTrue();
    assertRefused("x".repeat(room + 1));
    assertRefused("\u20ac".repeat(room / 3 + 1));
    assertRefused("\u0000".repeat(room / 6 + 1));
    assertRefused("x".repeat(10_000_000));
  }

  @Test
  void manyMembersAreRefusedToo() {
    List<JsonValue> nulls = Collections.nCopies(1_000_000, new JsonValue.Null());
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> attributes(Map.of("a", new JsonValue.Array(nulls))));
  }

  @Test
  void depthIsBoundedForObjectsAndArrays() {
    assertThat(Attributes.of(object(nested(Attributes.MAX_DEPTH, true))).isPresent()).isTrue();
    assertThat(Attributes.of(object(nested(Attributes.MAX_DEPTH, false))).isPresent()).isTrue();
    for (boolean arrays : new boolean[] {true, false}) {
      JsonValue.Obj deep = object(nested(Attributes.MAX_DEPTH + 1, arrays));
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> Attributes.of(deep))
          .matches(e -> e.field().equals("attributes"));
    }
  }

  /** The members of an object that is so many levels deep. */
  private static Map<String, JsonValue> nested(int levels, boolean arrays) {
    JsonValue value = new JsonValue.Null();
    for (int level = 1; level < levels; level++) {
      value = arrays ? new JsonValue.Array(List.of(value)) : object(Map.of("a", value));
    }
    return Map.of("a", value);
  }

  @Test
  void unpairedSurrogatesAreRefusedInTextAndNames() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new JsonValue.Str("\ud83d"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> object(Map.of("\ude00", new JsonValue.Null())));
  }

  @Test
  void laterChangesOfTheMapChangeNothing() {
    TreeMap<String, JsonValue> members = new TreeMap<>(Map.of("a", new JsonValue.Null()));
    Attributes attributes = Attributes.of(new JsonValue.Obj(members));
    members.put("b", new JsonValue.Null());

    assertThat(attributes.object().members()).containsOnlyKeys("a");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> attributes.object().members().clear());
  }

  private static void assertRefused(String string) {
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> text(string));
  }

  private static Attributes text(String string) {
    return attributes(Map.of("k", new JsonValue.Str(string)));
  }

  private static Attributes attributes(Map<String, JsonValue> members) {
    return Attributes.of(object(members));
  }

  private static JsonValue.Obj object(Map<String, JsonValue> members) {
    return new JsonValue.Obj(new TreeMap<>(members));
  }
}
