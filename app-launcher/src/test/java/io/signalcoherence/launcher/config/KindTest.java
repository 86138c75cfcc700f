package io.signalcoherence.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KindTest {

  @ParameterizedTest
  @CsvSource({"0s,PT0S", "500ms,PT0.5S", "2s,PT2S", "5m,PT5M", "1h,PT1H", "90d,PT2160H"})
  void durationsHaveAUnit(String text, Duration expected) {
    assertThat(Kind.duration("k", text)).isEqualTo(expected);
    assertThat(Kind.duration("k", Kind.text(expected))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1 week", "99999999999999999999s"})
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> Kind.duration("k", text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("k: ");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "17,17", "16KiB,16384", "5MiB,5242880", "1GiB,1073741824"})
  void sizesAreInBytesOrBinaryUnits(String text, int expected) {
    assertThat(Kind.size("k", text)).isEqualTo(expected);
    assertThat(Kind.size("k", Kind.text(expected))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "5MB", "2GiB", "many"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> Kind.size("k", text)).isInstanceOf(InvalidValueException.class);
  }
}
