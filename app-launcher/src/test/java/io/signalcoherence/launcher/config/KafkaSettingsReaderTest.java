package io.signalcoherence.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.KafkaConfig.Binding;
import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Reading;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.adapter.kafka.KafkaConnection;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaSettingsReaderTest {

  @TempDir private Path folder;

  @Test
  void brokersAloneAreEnough() {
    assertThat(kafka(Map.of("BOOTSTRAP_SERVERS", "b:9092")))
        .contains(
            new KafkaConfig(
                KafkaConnection.plain("b:9092"),
                Topics.STANDARD,
                new Binding(
                    "signalcoherence",
                    new Principal("kafka", new Organisation("local")),
                    new Grant.EveryTenant()),
                Reading.STANDARD,
                Deadlines.STANDARD));
  }

  @Test
  void eachSettingReachesTheDoor() throws IOException {
    Path file = Files.writeString(folder.resolve("client"), "security.protocol = SSL\n");
    Map<String, String> set = new HashMap<>();
    set.put("BOOTSTRAP_SERVERS", "b:9092");
    set.put("CLIENT_FILE", file.toString());
    set.put("TOPIC", "in");
    set.put("DEAD_LETTER_TOPIC", "dead");
    set.put("GROUP", "counters");
    set.put("PRINCIPAL", "plant");
    set.put("ORGANISATION", "works");
    set.put("TENANTS", "t1, t2");
    set.put("POLL_RECORDS", "100");
    set.put("OPEN_RECORDS", "1000");
    set.put("OPEN_BYTES", "2MiB");
    set.put("REQUEST_DEADLINE", "1s");
    set.put("DELIVERY_DEADLINE", "2s");
    set.put("SESSION_TIMEOUT", "7s");
    set.put("STOP_DEADLINE", "3s");
    assertThat(kafka(set))
        .contains(
            new KafkaConfig(
                new KafkaConnection("b:9092", Map.of("security.protocol", "SSL")),
                new Topics("in", "dead"),
                new Binding(
                    "counters",
                    new Principal("plant", new Organisation("works")),
                    new Grant.Tenants(Set.of(new TenantId("t1"), new TenantId("t2")))),
                new Reading(100, 1_000, 2 << 20),
                new Deadlines(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(3))));
  }

  @Test
  void allFaultsAreToldTogetherWithOrWithoutBrokers() {
    Map<String, String> wrong =
        Map.of(
            "TOPIC", "a b",
            "TENANTS", "t1,,t2",
            "POLL_RECORDS", "0",
            "SESSION_TIMEOUT", "1s");
    for (String servers : new String[] {"", "b:9092"}) {
      Map<String, String> set = new HashMap<>(wrong);
      set.put("BOOTSTRAP_SERVERS", servers);
      assertThatThrownBy(() -> kafka(set))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("kafka.topic: a b (expected: ")
          .hasMessageContaining("tenant_id: \"\" (expected: ")
          .hasMessageContaining("kafka.poll-records: 0 (expected: 1 to 10000)")
          .hasMessageContaining("kafka.session-timeout: PT1S (expected: 6s to 5m)");
    }
  }

  @Test
  void brokersAndFileThatCannotBeUsedAreTold() throws IOException {
    assertThatThrownBy(() -> kafka(Map.of("BOOTSTRAP_SERVERS", "broker")))
        .hasMessageContaining("kafka.bootstrap-servers: broker (expected: host:port");
    Map<String, String> missing = Map.of("BOOTSTRAP_SERVERS", "b:1", "CLIENT_FILE", "/no/file");
    assertThatThrownBy(() -> kafka(missing))
        .hasMessageContaining("kafka.client-file: /no/file (expected: a properties file that can");
    Path file = Files.writeString(folder.resolve("client"), "acks=0\nsasl.password=hunter2\n");
    Map<String, String> foreign =
        Map.of("BOOTSTRAP_SERVERS", "b:1", "CLIENT_FILE", file.toString());
    assertThatThrownBy(() -> kafka(foreign))
        .hasMessageContaining("kafka.client: acks (expected: names that begin with security.")
        .hasMessageNotContaining("hunter2");
  }

  private static Optional<KafkaConfig> kafka(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    settings.forEach((name, value) -> environment.put("SIGNALCOHERENCE_KAFKA_" + name, value));
    return Configuration.load(Optional.empty(), environment).kafka();
  }
}
