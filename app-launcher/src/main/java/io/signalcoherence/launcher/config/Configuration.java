package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.redis.RedisConfig;
import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole configuration, validated.
 *
 * @param dataFolder folder of the embedded database and of replays
 * @param database where the ledger is
 * @param residency the cell that the database belongs to and the region that this service runs in
 * @param http how the HTTP surface is set up
 * @param engine how the engine uses its machine
 * @param graph whether and where the ledger is followed into a graph
 * @param kafka the door for Kafka, if brokers are named
 * @param cache how readings are kept
 * @param redis where instances share them; empty if they don't
 * @param organisation whom tenants belong to that name none
 * @param entries every setting with its value and where it came from
 */
public record Configuration(
    Path dataFolder,
    DatabaseChoice database,
    Residency residency,
    HttpConfig http,
    EngineSettings engine,
    GraphChoice graph,
    Optional<KafkaConfig> kafka,
    CacheSettings cache,
    Optional<RedisConfig> redis,
    Organisation organisation,
    List<Entry> entries) {

  /** The {@link Entry#origin} of what nobody has set. */
  public static final String DEFAULT_ORIGIN = "default";

  /** Copies the entries. */
  public Configuration {
    entries = List.copyOf(entries);
  }

  /**
   * One setting as it is in force.
   *
   * @param key its key
   * @param shown its value; masked if it is secret
   * @param origin {@code default}, the file, or the environment variable
   * @param defaultText its default
   * @param meaning what it is for
   */
  public record Entry(
      String key, String shown, String origin, String defaultText, String meaning) {}

  /**
   * Reads the file and the environment; a variable wins over the file.
   *
   * @param file the YAML file; if empty, the one that {@code SIGNALCOHERENCE_CONFIG} names, if set
   * @throws ConfigurationException if anything is wrong, with all faults together
   */
  public static Configuration load(Optional<Path> file, Map<String, String> environment) {
    RawSettings raw = RawSettings.read(file, environment);
    SettingsReader reader = new SettingsReader(raw);
    Optional<Configuration> configuration = reader.configuration(entries(raw));
    List<String> faults = new ArrayList<>(raw.faults());
    faults.addAll(reader.faults());
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
    return configuration.orElseThrow();
  }

  /** The same, with ports that nobody chose taken from those that are free. */
  public Configuration orElseFreePorts() {
    HttpConfig free =
        http.withAddresses(
            SettingsReader.unchosen(entries, ServiceSetting.HTTP_PORT, http.api()),
            SettingsReader.unchosen(entries, ServiceSetting.MANAGEMENT_PORT, http.management()));
    return new Configuration(
        dataFolder,
        database,
        residency,
        free,
        engine,
        graph,
        kafka,
        cache,
        redis,
        organisation,
        entries);
  }

  /**
   * The environment variable that sets a setting.
   *
   * @throws IllegalArgumentException if there is no setting of that key
   */
  public static String variable(String key) {
    return Setting.ofKey(key)
        .map(Setting::variable)
        .orElseThrow(() -> new IllegalArgumentException("no setting " + key));
  }

  /** What a tenant is if nothing is said of it. */
  public Tenant tenantTemplate(TenantId id) {
    return new Tenant(id, organisation, residency, TenantState.ACTIVE, TenantSettings.STANDARD);
  }

  /** All settings in Markdown. */
  public static String reference() {
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            One YAML file (`--config FILE`, or the one that `SIGNALCOHERENCE_CONFIG` names) and environment variables, which
            win over it. A key's dots nest in the file: `http.port` is `http: { port: 8080 }`. An unknown key stops the
            start; all faults are told together. `SIGNALCOHERENCE_LOG_LEVEL` (`DEBUG`, `INFO`, `WARN`, `ERROR`) sets how much is logged. This page is generated from the code; a test compares them.

            | key | variable | default | form | meaning |
            |---|---|---|---|---|
            """);
    for (Setting setting : Setting.all()) {
      page.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.variable(),
                  documented(setting),
                  setting.kind().expected(),
                  setting.meaning()));
    }
    return page.toString();
  }

  private static String documented(Setting setting) {
    if (setting == HttpSetting.EVENT_LOOPS) {
      return "by processors";
    }
    return setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
  }

  private static List<Entry> entries(RawSettings raw) {
    return Setting.all().stream()
        .map(
            setting -> {
              Optional<RawSettings.Given> given = raw.get(setting);
              String text = given.map(RawSettings.Given::text).orElse(setting.defaultText());
              boolean secret = setting.kind() == Kind.SECRET || text.contains("password");
              boolean masked = secret && !text.isEmpty();
              return new Entry(
                  setting.key(),
                  masked ? "***" : text,
                  given.map(RawSettings.Given::origin).orElse(DEFAULT_ORIGIN),
                  setting.defaultText(),
                  setting.meaning());
            })
        .toList();
  }

  /**
   * Reads a duration as settings write it.
   *
   * @param name what it is, for a refusal
   * @throws io.signalcoherence.ports.error.InvalidValueException if it is none
   */
  public static Duration duration(String name, String text) {
    return Kind.duration(name, text);
  }

  /** A duration as settings write it. */
  public static String text(Duration duration) {
    return Kind.text(duration);
  }
}
