package io.signalcoherence.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DedupeRateTest {

  private final DedupeRate rate = new DedupeRate();

  @Test
  void nothingReceivedIsZero() {
    assertThat(rate.at(at(5))).isZero();
  }

  @Test
  void duplicatesAreDividedByAllReceived() {
    rate.received(at(1), 8);
    rate.duplicate(at(1));
    rate.duplicate(at(2));

    assertThat(rate.at(at(3))).isEqualTo(0.25);
  }

  @Test
  void whatIsOlderThanAMinuteNoLongerCounts() {
    rate.received(at(1), 10);
    rate.duplicate(at(1));
    rate.received(at(30), 10);

    assertThat(rate.at(at(60))).isEqualTo(0.05);
    assertThat(rate.at(at(61))).isZero();
    assertThat(rate.at(at(10_000))).isZero();
  }

  @Test
  void aDuplicateThatOutlivesItsSignalKeepsTheRateWithinOne() {
    rate.received(at(1), 1);
    rate.received(at(2), 1);
    rate.duplicate(at(2));
    rate.duplicate(at(2));

    assertThat(rate.at(at(61))).isEqualTo(1);
  }

  @Test
  void aTimeThatComesLateIsCountedInTheNewestSecond() {
    rate.received(at(100), 1);
    rate.duplicate(at(99));

    assertThat(rate.at(at(100))).isEqualTo(1);
  }

  private static Duration at(long second) {
    return Duration.ofSeconds(second);
  }
}
