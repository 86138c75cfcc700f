package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.KafkaConfig.Binding;
import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Reading;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.adapter.kafka.KafkaConnection;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.TenantId;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the record of the door for Kafka; empty where no brokers are named. */
final class KafkaSettingsReader {

  private static final String EVERY_TENANT = "*";

  /** Stands in for brokers that are not named, so that the other settings are looked at as well. */
  private static final KafkaConnection NOWHERE = KafkaConnection.plain("localhost:9092");

  private final SettingsReader settings;

  KafkaSettingsReader(SettingsReader settings) {
    this.settings = settings;
  }

  Optional<KafkaConfig> read() {
    String servers = settings.text(KafkaSetting.SERVERS);
    Optional<KafkaConnection> connection =
        servers.isEmpty() ? Optional.of(NOWHERE) : settings.part(() -> connection(servers));
    Optional<Topics> topics = settings.part(this::topics);
    Optional<Binding> binding = settings.part(this::binding);
    Optional<Reading> reading = settings.part(this::reading);
    Optional<Deadlines> deadlines = settings.part(this::deadlines);
    if (servers.isEmpty() || connection.isEmpty() || topics.isEmpty() || binding.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new KafkaConfig(
            connection.get(),
            topics.get(),
            binding.get(),
            reading.orElse(Reading.STANDARD),
            deadlines.orElse(Deadlines.STANDARD)));
  }

  private KafkaConnection connection(String servers) {
    String file = settings.text(KafkaSetting.CLIENT_FILE);
    return new KafkaConnection(
        servers, file.isEmpty() ? Map.of() : properties(settings.path(KafkaSetting.CLIENT_FILE)));
  }

  private static Map<String, String> properties(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidValueException(
          KafkaSetting.CLIENT_FILE.key(), file, "a properties file that can be read");
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private Topics topics() {
    return new Topics(
        settings.text(KafkaSetting.TOPIC), settings.text(KafkaSetting.DEAD_LETTER_TOPIC));
  }

  private Binding binding() {
    String organisation = settings.text(KafkaSetting.ORGANISATION);
    Principal principal =
        new Principal(
            settings.text(KafkaSetting.PRINCIPAL),
            new Organisation(
                organisation.isEmpty()
                    ? settings.text(ServiceSetting.ORGANISATION)
                    : organisation));
    return new Binding(settings.text(KafkaSetting.GROUP), principal, grant());
  }

  private Grant grant() {
    String tenants = settings.text(KafkaSetting.TENANTS);
    if (tenants.equals(EVERY_TENANT)) {
      return new Grant.EveryTenant();
    }
    return new Grant.Tenants(
        Stream.of(tenants.split(",", -1))
            .map(String::strip)
            .map(TenantId::new)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private Reading reading() {
    return new Reading(
        settings.number(KafkaSetting.POLL_RECORDS),
        settings.number(KafkaSetting.OPEN_RECORDS),
        settings.size(KafkaSetting.OPEN_BYTES));
  }

  private Deadlines deadlines() {
    return new Deadlines(
        settings.duration(KafkaSetting.REQUEST_DEADLINE),
        settings.duration(KafkaSetting.DELIVERY_DEADLINE),
        settings.duration(KafkaSetting.SESSION_TIMEOUT),
        settings.duration(KafkaSetting.STOP_DEADLINE));
  }
}
