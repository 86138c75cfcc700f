package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.JsonValue;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributesTextTest {

  /** Each name is one of 2^bits strings, all with the same hash, made of aB and b!. */
  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void namesWhoseHashesCollideAreReadBack(int bits) {
    TreeMap<String, JsonValue> members = new TreeMap<>();
    for (int number = 0; number < 1 << bits; number++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < bits; bit++) {
        name.append((number >> bit & 1) == 0 ? "aB" : "b!");
      }
      members.put(name.toString(), new JsonValue.Null());
    }
    Attributes attributes = Attributes.of(new JsonValue.Obj(members));

    assertThat(AttributesText.read(attributes.canonicalText())).isEqualTo(attributes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\":1.2E+2147483648}",
        "{\"a\":1E+1000001}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":truth}"
      })
  void textThatNoAttributesHaveIsCorrupt(String text) {
    assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> AttributesText.read(text));
  }

  @Test
  void extremeNumbersAreReadBack() {
    for (String number : new String[] {"1E+1000000", "-9.99E-1000000", "0"}) {
      String text = "{\"a\":" + number + "}";
      assertThat(AttributesText.read(text).canonicalText()).isEqualTo(text);
    }
  }
}
