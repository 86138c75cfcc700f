package io.signalcoherence.ports.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InvalidValueExceptionTest {

  @Test
  void messageSaysFieldFoundAndExpected() {
    InvalidValueException refusal = new InvalidValueException("retention", "-1d", "> 0");

    assertThat(refusal).hasMessage("retention: -1d (expected: > 0)");
    assertThat(refusal.field()).isEqualTo("retention");
    assertThat(refusal.expected()).isEqualTo("> 0");
  }

  @Test
  void whatWasFoundIsShortenedByCharactersAndCleaned() {
    assertThat(new InvalidValueException("f", "\ud83d\ude00".repeat(65), "x"))
        .hasMessage("f: " + "\ud83d\ude00".repeat(64) + "... (expected: x)");
    assertThat(new InvalidValueException("f", "a\n\u001b[31m\ud83d\u0000", "x"))
        .hasMessage("f: a\ufffd\ufffd[31m\ufffd\ufffd (expected: x)");
  }
}
