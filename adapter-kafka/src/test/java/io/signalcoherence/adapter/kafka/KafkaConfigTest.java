package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.kafka.KafkaConfig.Binding;
import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Reading;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaConfigTest {

  private static final Principal PRINCIPAL = new Principal("topic", new Organisation("acme"));

  @Test
  void standardIsWhatTheDesignNames() {
    assertThat(Topics.STANDARD)
        .isEqualTo(new Topics("coherence.signals.v1", "coherence.signals.v1.dlq"));
    assertThat(Reading.STANDARD).isEqualTo(new Reading(1_000, 5_000, 33_554_432));
    assertThat(Deadlines.STANDARD)
        .isEqualTo(
            new Deadlines(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "a.b:1,c-d:65535", "127.0.0.1:9092", "[::1]:9092,x:1"})
  void addressesAreTaken(String addresses) {
    assertThat(KafkaConnection.plain(addresses).bootstrapServers()).isEqualTo(addresses);
  }

  @Test
  void secretsAreNotShown() {
    KafkaConnection connection =
        new KafkaConnection(
            "b:1", Map.of("sasl.jaas.config", "hunter2", "security.protocol", "SASL_SSL"));
    assertThat(connection)
        .hasToString("KafkaConnection[b:1, [sasl.jaas.config, security.protocol]]");
    assertThat(ClientSettings.admin(connection, Deadlines.STANDARD))
        .containsEntry("sasl.jaas.config", "hunter2")
        .containsEntry("bootstrap.servers", "b:1");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(() -> KafkaConnection.plain("broker"), "kafka.bootstrap-servers: broker"),
        refused(() -> KafkaConnection.plain("a:1, b:2"), "kafka.bootstrap-servers: a:1, b:2"),
        refused(
            () -> new KafkaConnection("a:1", Map.of("acks", "1")),
            "kafka.client: acks (expected: names that begin with security., sasl. or ssl.)"),
        refused(() -> new Topics("a b", "c"), "kafka.topic: a b"),
        refused(() -> new Topics("a", ".."), "kafka.dead-letter-topic: .."),
        refused(
            () -> new Topics("a", "a"),
            "kafka.dead-letter-topic: a (expected: another one than kafka.topic)"),
        refused(
            () -> new Binding(" ", PRINCIPAL, new Grant.EveryTenant()),
            "kafka.group:   (expected: a name)"),
        refused(() -> new Reading(0, 10, 1 << 20), "kafka.poll-records: 0 (expected: 1 to 10000)"),
        refused(
            () -> new Reading(10, 9, 1 << 20),
            "kafka.open-records: 9 (expected: kafka.poll-records to 1000000)"),
        refused(
            () -> new Reading(10, 10, 1_000), "kafka.open-bytes: 1000 (expected: 1 MiB to 1 GiB)"),
        refused(() -> deadlines(10, 20, 6, 1), "kafka.request-deadline: PT0.01S"),
        refused(
            () -> deadlines(1_000, 1_000, 6_000, 1),
            "kafka.delivery-deadline: PT1S (expected: at least 5ms more than"
                + " kafka.request-deadline, to 10m)"),
        refused(
            () -> deadlines(1_000, 2_000, 5_999, 1),
            "kafka.session-timeout: PT5.999S (expected: 6s to 5m)"),
        refused(() -> deadlines(1_000, 2_000, 6_000, -1), "kafka.stop-deadline: PT-0.001S"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsOutOfRangeIsRefusedWithWhatIsExpected(Supplier<?> config, String message) {
    assertThatThrownBy(config::get)
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("(expected: ");
  }

  private static Arguments refused(Supplier<?> config, String message) {
    return Arguments.of(config, message);
  }

  private static Deadlines deadlines(long request, long delivery, long session, long stop) {
    return new Deadlines(
        Duration.ofMillis(request),
        Duration.ofMillis(delivery),
        Duration.ofMillis(session),
        Duration.ofMillis(stop));
  }
}
