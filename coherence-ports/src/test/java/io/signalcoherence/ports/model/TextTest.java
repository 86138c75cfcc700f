package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that name things. */
final class TextTest {

  private static final String FACE = "\ud83d\ude00";

  private static final Map<Integer, Map<String, Function<String, Object>>> BY_LENGTH =
      Map.of(
          64,
          Map.of(
              "cell", Cell::new,
              "region", Region::new,
              "follower", FollowerName::new),
          128,
          Map.of(
              "tenant_id", TenantId::new,
              "type", SignalType::new,
              "organisation", Organisation::new,
              "tag", Tag::new),
          256,
          Map.of(
              "source",
              SourceId::new,
              "signal_id",
              SignalId::new,
              "subject",
              subject -> new Principal(subject, new Organisation("acme")).subject()));

  @Test
  void lengthIsCountedInCharactersNotInCodeUnits() {
    BY_LENGTH.forEach(
        (length, kinds) ->
            kinds.forEach(
                (field, kind) -> {
                  for (String letter : new String[] {"x", "\u00e9", FACE}) {
                    String longest = letter.repeat(length);
                    assertThat(kind.apply(longest)).hasToString(longest);
                    assertRefused(field, kind, longest + "x");
                  }
                  assertRefused(field, kind, "");
                }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "a\tb",
        "line\n",
        "\r",
        "\u001f",
        "\u007f",
        "\u0080",
        "\u009f",
        "\ud83d",
        "\ude00",
        "\ude00\ud83d",
        "a\ud83d",
        "\ud83dx",
        "\ud83d\ud83d\ude00"
      })
  void controlCharactersAndUnpairedSurrogatesAreRefused(String text) {
    BY_LENGTH
        .values()
        .forEach(kinds -> kinds.forEach((field, kind) -> assertRefused(field, kind, text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "a ", "A", "\u00e9", "e\u0301", "\u0130", "\u200f", "\uffff", "\u00a0", "'\";--"
      })
  void everythingElseIsKeptAsItIs(String text) {
    assertThat(new TenantId(text).value()).isEqualTo(text);
    assertThat(new TenantId(text)).isNotEqualTo(new TenantId(text + "x"));
  }

  @Test
  void composedAndDecomposedAreDifferent() {
    assertThat(new SourceId("\u00e9")).isNotEqualTo(new SourceId("e\u0301"));
    assertThat(new SourceId("i")).isNotEqualTo(new SourceId("I"));
  }

  @Test
  void charactersBeyondTheBasicPlaneComeLast() {
    assertThat(new SourceId(FACE)).isGreaterThan(new SourceId("\uffff"));
    assertThat(new SourceId(FACE)).isGreaterThan(new SourceId("\ue000"));
    assertThat(new SourceId(FACE)).isGreaterThan(new SourceId("\ud7ff"));
    assertThat(new SourceId("a")).isLessThan(new SourceId("aa"));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> near =
        Arbitraries.of(0x61, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF);
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0x20, 0x10FFFF)
            .filter(point -> !Character.isISOControl(point))
            .filter(point -> Character.getType(point) != Character.SURROGATE);
    return Arbitraries.oneOf(near, any)
        .map(Character::toString)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(points -> String.join("", points));
  }

  @Property
  void orderIsThatOfTheBytes(@ForAll("texts") String left, @ForAll("texts") String right) {
    int bytes =
        Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    assertThat(Integer.signum(new TenantId(left).compareTo(new TenantId(right))))
        .isEqualTo(Integer.signum(bytes));
    assertThat(Integer.signum(new SourceId(right).compareTo(new SourceId(left))))
        .isEqualTo(-Integer.signum(bytes));
  }

  @Property
  void anyTextIsKeptOrRefusedAndNothingElse(@ForAll String text) {
    try {
      assertThat(new SignalId(text).value()).isEqualTo(text);
    } catch (InvalidValueException e) {
      assertThat(e.field()).isEqualTo("signal_id");
      assertThat(e.getMessage()).hasSizeLessThan(300);
    }
  }

  @Property
  void keysAreOrderedFieldByField(@ForAll("texts") String a, @ForAll("texts") String b) {
    SignalKey left = key(a, b);
    SignalKey right = key(b, a);
    int expected = new TenantId(a).compareTo(new TenantId(b));

    assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Integer.signum(expected));
    assertThat(left.compareTo(right) == 0).isEqualTo(left.equals(right));
  }

  private static SignalKey key(String tenant, String source) {
    return new SignalKey(
        new TenantId(tenant),
        new SourceId(source),
        new SignalId("1"),
        new EventTime(EventTime.EARLIEST));
  }

  private static void assertRefused(String field, Function<String, Object> kind, String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> kind.apply(text))
        .matches(e -> e.field().equals(field));
  }
}
