package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.core.engine.EngineSettings.LaneSettings;
import io.signalcoherence.core.engine.EngineSettings.QueueSettings;
import io.signalcoherence.core.engine.EngineSettings.ReadSettings;
import io.signalcoherence.core.engine.EngineSettings.RegistrySettings;
import io.signalcoherence.core.engine.EngineSettings.RetrySettings;
import io.signalcoherence.core.engine.EngineSettings.StallSettings;
import io.signalcoherence.core.engine.EngineSettings.UnknownTenants;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EngineSettingsTest {

  private static final Duration MS = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void defaultsAreThese() {
    assertThat(EngineSettings.STANDARD)
        .isEqualTo(
            new EngineSettings(
                new LaneSettings(4, 500, Duration.ofMillis(8)),
                new QueueSettings(10_000, 100_000, Duration.ofSeconds(10)),
                new RetrySettings(
                    12,
                    4,
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    new StallSettings(Duration.ofSeconds(1), Duration.ofSeconds(10))),
                new ReadSettings(4, 1_000, Duration.ofSeconds(2), 1_000),
                new RegistrySettings(Duration.ofSeconds(1), new UnknownTenants.Refuse()),
                Duration.ofSeconds(20)));
  }

  @Test
  void everyKeyCanBeSet() {
    LaneSettings lanes = new LaneSettings(1, 2, MS);
    QueueSettings queues = new QueueSettings(3, 4, Duration.ofSeconds(1));
    RetrySettings retries =
        new RetrySettings(
            5,
            6,
            MS,
            MS.multipliedBy(2),
            new StallSettings(Duration.ofMillis(10), Duration.ofMillis(100)));
    ReadSettings reads = new ReadSettings(7, 8, Duration.ofSeconds(3), 9);
    RegistrySettings tenants =
        new RegistrySettings(MS, new UnknownTenants.Add(Rig.ACME, Rig.LOCAL));
    assertThat(
            EngineSettings.STANDARD
                .with(lanes)
                .with(queues)
                .with(retries)
                .with(reads)
                .with(tenants)
                .withDrainDeadline(MS))
        .isEqualTo(new EngineSettings(lanes, queues, retries, reads, tenants, MS));
  }

  @ParameterizedTest
  @MethodSource
  void valueOutOfRangeIsRefused(String message, ThrowingCallable making) {
    assertThatThrownBy(making).hasMessage(message);
  }

  static Stream<Arguments> valueOutOfRangeIsRefused() {
    return Stream.concat(refusedOfIngest(), refusedOfReadsAndTenants());
  }

  private static Stream<Arguments> refusedOfIngest() {
    Duration zero = Duration.ZERO;
    return Stream.of(
        refused("ingest.lanes.count: 0 (expected: 1 to 64)", () -> new LaneSettings(0, 1, zero)),
        refused("ingest.lanes.count: 65 (expected: 1 to 64)", () -> new LaneSettings(65, 1, zero)),
        refused(
            "ingest.lanes.group-max-signals: 0 (expected: 1 to 10000)",
            () -> new LaneSettings(1, 0, zero)),
        refused(
            "ingest.lanes.linger: PT1H (expected: PT0S to PT1S)",
            () -> new LaneSettings(1, 1, HOUR)),
        refused(
            "ingest.queues.per-tenant: 0 (expected: 1 to 10000000)",
            () -> new QueueSettings(0, 1, MS)),
        refused(
            "ingest.queues.total: 4 (expected: 5 to 10000000)",
            () -> new QueueSettings(5, 4, HOUR)),
        refused(
            "ingest.queues.longest-wait: PT0.001S (expected: PT0.1S to PT10M)",
            () -> new QueueSettings(1, 1, MS)),
        refused(
            "ingest.retries.outcome-unknown-tries: 0 (expected: 1 to 1000)",
            () -> new RetrySettings(0, 1, MS, MS, StallSettings.STANDARD)),
        refused(
            "ingest.retries.conflict-tries: 0 (expected: 1 to 1000)",
            () -> new RetrySettings(1, 0, MS, MS, StallSettings.STANDARD)),
        refused(
            "ingest.retries.first-back-off: PT0S (expected: PT0.001S to PT1M)",
            () -> new RetrySettings(1, 1, zero, MS, StallSettings.STANDARD)),
        refused(
            "ingest.retries.longest-back-off: PT0.001S (expected: PT0.002S to PT1M)",
            () -> new RetrySettings(1, 1, MS.multipliedBy(2), MS, StallSettings.STANDARD)),
        refused(
            "ingest.stall.limit: PT0.001S (expected: PT0.01S to PT1H)",
            () -> new StallSettings(MS, HOUR)),
        refused(
            "ingest.stall.answer-time: PT0.001S (expected: PT0.1S to PT1H)",
            () -> new StallSettings(HOUR, MS)));
  }

  private static Stream<Arguments> refusedOfReadsAndTenants() {
    Duration zero = Duration.ZERO;
    return Stream.of(
        refused("reads.threads: 0 (expected: 1 to 256)", () -> new ReadSettings(0, 1, HOUR, 1)),
        refused("reads.queue: 0 (expected: 1 to 1000000)", () -> new ReadSettings(1, 0, HOUR, 1)),
        refused(
            "reads.deadline: PT0.001S (expected: PT0.01S to PT1M)",
            () -> new ReadSettings(1, 1, MS, 1)),
        refused(
            "reads.history-points: 10001 (expected: 1 to 10000)",
            () -> new ReadSettings(1, 1, Duration.ofSeconds(1), 10_001)),
        refused(
            "tenants.cache-time: PT0S (expected: PT0.001S to PT1M)",
            () -> new RegistrySettings(zero, new UnknownTenants.Refuse())),
        refused(
            "ingest.drain-deadline: PT1H (expected: PT0S to PT10M)",
            () -> EngineSettings.STANDARD.withDrainDeadline(HOUR)));
  }

  private static Arguments refused(String message, ThrowingCallable making) {
    return Arguments.of(message, making);
  }
}
