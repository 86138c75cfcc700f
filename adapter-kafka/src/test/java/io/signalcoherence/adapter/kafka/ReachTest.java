package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class ReachTest {

  private final Reach patient = new Reach(Duration.ofHours(1));

  @Test
  void whileTheBrokersAnswerAllAreLetThrough() {
    for (int i = 0; i < 10; i++) {
      assertThat(patient.begin()).isTrue();
    }
    for (int i = 0; i < 10; i++) {
      patient.ended(null);
    }
    assertThat(patient.begin()).isTrue();
  }

  @Test
  void onceTheyAreSilentTooLongNoneIsBesideTheOnesUnderWay() {
    Reach impatient = new Reach(Duration.ofNanos(-1));
    assertThat(impatient.begin()).isTrue();
    assertThat(impatient.begin()).isFalse();
    impatient.ended(null);
    assertThat(impatient.begin()).isTrue();
  }

  @Test
  void afterOneThatWasNotAcknowledgedOneAtATimeIsLetThroughUntilOneIs() {
    assertThat(patient.begin()).isTrue();
    patient.ended(new TimeoutException("no answer"));

    assertThat(patient.begin()).isTrue();
    assertThat(patient.begin()).isFalse();
    patient.ended(new TimeoutException("no answer"));
    assertThat(patient.begin()).isTrue();
    assertThat(patient.begin()).isFalse();
    patient.ended(null);

    assertThat(patient.begin()).isTrue();
    assertThat(patient.begin()).isTrue();
  }

  @Test
  void aRefusalIsAnAnswer() {
    assertThat(patient.begin()).isTrue();
    patient.ended(new AuthorizationException("not you"));
    assertThat(patient.begin()).isTrue();
    patient.ended(new RecordTooLargeException("too large"));
    assertThat(patient.begin()).isTrue();
    assertThat(patient.begin()).isTrue();
  }
}
