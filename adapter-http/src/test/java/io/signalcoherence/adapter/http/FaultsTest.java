package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.RejectionReason;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsTest {

  @ParameterizedTest
  @CsvSource({"8, 8, and 92 more", "0, 0, 100"})
  void whatWasExpectedIsWorkedOutOnlyIfItIsShown(int shown, int workedOut, String rest) {
    AtomicInteger asked = new AtomicInteger();
    Faults faults = new Faults("$[3]", shown);
    for (int i = 0; i < 100; i++) {
      faults.form("field", "unknown field", () -> "guess " + asked.incrementAndGet());
    }

    assertThat(faults.rejection().reason()).isEqualTo(RejectionReason.MALFORMED);
    assertThat(faults.rejection().detail()).startsWith("$[3]").contains(rest);
    assertThat(asked).hasValue(workedOut);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "abcd, abc...",
    "\uD835\uDC00\uD835\uDC00\uD835\uDC00, \uD835\uDC00\uD835\uDC00\uD835\uDC00",
    "ab\uD835\uDC00d, ab\uD835\uDC00...",
    "a\uD835b, a\uFFFDb",
    "a\u0007b, a\uFFFDb"
  })
  void textFromOutsideIsCutBetweenCharactersAndCanBeShown(String text, String shown) {
    assertThat(Faults.plain(text, 3)).isEqualTo(shown);
  }
}
