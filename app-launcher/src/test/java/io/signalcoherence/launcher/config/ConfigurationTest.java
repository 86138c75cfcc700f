package io.signalcoherence.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.redis.RedisConfig;
import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.core.engine.EngineSettings.RegistrySettings;
import io.signalcoherence.core.engine.EngineSettings.RetrySettings;
import io.signalcoherence.core.engine.EngineSettings.StallSettings;
import io.signalcoherence.core.engine.EngineSettings.UnknownTenants;
import io.signalcoherence.launcher.GeneratedPage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {

  @TempDir private Path folder;

  @Test
  void withNothingSetEveryModuleHasItsOwnDefaults() {
    Configuration configuration = load(Map.of());

    assertThat(configuration.http()).isEqualTo(HttpConfig.STANDARD);
    assertThat(configuration.engine().lanes()).isEqualTo(EngineSettings.STANDARD.lanes());
    assertThat(configuration.engine().queues()).isEqualTo(EngineSettings.STANDARD.queues());
    assertThat(configuration.engine().retries()).isEqualTo(EngineSettings.STANDARD.retries());
    assertThat(configuration.engine().reads()).isEqualTo(EngineSettings.STANDARD.reads());
    assertThat(configuration.engine().tenants().cacheTime())
        .isEqualTo(EngineSettings.STANDARD.tenants().cacheTime());
    assertThat(configuration.engine().drainDeadline())
        .isEqualTo(EngineSettings.STANDARD.drainDeadline());
    assertThat(configuration.engine().tenants().unknown()).isInstanceOf(UnknownTenants.Add.class);
    assertThat(configuration.cache()).isEqualTo(CacheSettings.STANDARD);
    assertThat(configuration.redis()).isEmpty();
    assertThat(configuration.database()).isEqualTo(new DatabaseChoice.Embedded(0));
    assertThat(configuration.dataFolder()).isEqualTo(Path.of("./data"));
    assertThat(configuration.kafka()).isEmpty();
  }

  @Test
  void everyKeyCanBeSetByTheFileAndReachesItsModule() throws IOException {
    Path file = write(EVERY_KEY);

    Configuration configuration = Configuration.load(Optional.of(file), Map.of());

    assertThat(configuration.entries())
        .filteredOn(entry -> !entry.key().matches("(database|neo4j|graph)\\..*"))
        .allSatisfy(entry -> assertThat(entry.origin()).isEqualTo(file.toString()))
        .allSatisfy(entry -> assertThat(entry.shown()).isNotEqualTo(entry.defaultText()));
    assertThat(configuration.cache())
        .isEqualTo(
            new CacheSettings(
                100, Duration.ofSeconds(2), Duration.ofSeconds(3), 5, Duration.ofSeconds(4)));
    assertThat(configuration.redis())
        .contains(
            new RedisConfig(
                "redis://10.0.0.7:7000",
                new RedisConfig.Login("me", "hunter2"),
                "sc:",
                new RedisConfig.Deadlines(
                    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                3,
                1 << 20));
    assertThat(configuration.http().api().toString()).isEqualTo("[::1]:18080");
    assertThat(configuration.http().management().port()).isEqualTo(18081);
    assertThat(configuration.http().messages().bodyBytes()).isEqualTo(1 << 20);
    assertThat(configuration.http().deadlines().header()).isEqualTo(Duration.ofSeconds(1));
    assertThat(configuration.engine().lanes().linger()).isEqualTo(Duration.ofMillis(5));
    assertThat(configuration.engine().drainDeadline()).isEqualTo(Duration.ofMinutes(1));
    assertThat(configuration.engine().retries())
        .isEqualTo(
            new RetrySettings(
                3,
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(500),
                new StallSettings(Duration.ofMillis(700), Duration.ofSeconds(7))));
    assertThat(configuration.engine().tenants())
        .isEqualTo(new RegistrySettings(Duration.ofMillis(300), new UnknownTenants.Refuse()));
  }

  @Test
  void nothingOfTheEngineIsLeftThatTheFileCannotSet() throws IOException {
    Configuration configuration = Configuration.load(Optional.of(write(EVERY_KEY)), Map.of());

    Map<String, Object> standard = leaves(Configuration.load(Optional.empty(), Map.of()).engine());
    assertThat(standard).hasSizeGreaterThan(15);
    assertThat(leaves(configuration.engine()))
        .allSatisfy((name, value) -> assertThat(value).isNotEqualTo(standard.get(name)));
  }

  @Test
  void aVariableWinsOverTheFile() throws IOException {
    Path file = write("http: { port: 1001 }");

    Configuration configuration =
        Configuration.load(Optional.of(file), Map.of("SIGNALCOHERENCE_HTTP_PORT", "1002"));

    assertThat(configuration.http().api().port()).isEqualTo(1002);
  }

  @Test
  void theFileMayBeNamedByAVariable() throws IOException {
    Path file = write("http: { port: 1001 }");

    assertThat(load(Map.of("SIGNALCOHERENCE_CONFIG", file.toString())).http().api().port())
        .isEqualTo(1001);
  }

  @Test
  void allFaultsAreToldTogether() throws IOException {
    Path file =
        write(
            """
            http: { prot: 8080, host: 0.0.0.0 }
            ingest:
              lanes: { count: many }
              retries: { conflict-tries: 0 }
              stall: { limit: 1ms }
              drain-deadline: soon
            tenants: { unknown: maybe, cache-time: soon }
            """);

    assertThatThrownBy(
            () ->
                Configuration.load(
                    Optional.of(file),
                    Map.of("SIGNALCOHERENCE_HTP_PORT", "1", "SIGNALCOHERENCE_DATABASE_URL", "x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("http.prot: unknown key in " + file)
        .hasMessageContaining("did you mean http.port?")
        .hasMessageContaining("SIGNALCOHERENCE_HTP_PORT: unknown variable")
        .hasMessageContaining("did you mean SIGNALCOHERENCE_HTTP_PORT?")
        .hasMessageContaining("http.api: 0.0.0.0:8080 (expected: a loopback address")
        .hasMessageContaining("ingest.lanes.count: many (expected: a whole number)")
        .hasMessageContaining("ingest.retries.conflict-tries: 0 (expected: 1 to 1000)")
        .hasMessageContaining("ingest.stall.limit: PT0.001S (expected: PT0.01S to PT1H)")
        .hasMessageContaining("tenants.unknown: maybe (expected: add or refuse)")
        .hasMessageContaining("tenants.cache-time: soon (expected: a duration")
        .hasMessageContaining("database.url: x (expected: jdbc:postgresql:");
  }

  @Test
  void aFileThatIsMissingOrNoYamlIsToldInOneLine() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    Path broken = write("http: { port: 1\n  x: [");

    assertThatThrownBy(() -> Configuration.load(Optional.of(missing), Map.of()))
        .hasMessage(missing + ": no such file (expected: a YAML file)");
    assertThatThrownBy(() -> Configuration.load(Optional.of(broken), Map.of()))
        .hasMessageStartingWith(broken.toString())
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    Path list = write("- a\n- b");
    assertThatThrownBy(() -> Configuration.load(Optional.of(list), Map.of()))
        .hasMessageContaining("not a map of settings");
    Path two = write("http: { port: 1001 }\n---\nhttp: { port: 1002 }");
    assertThatThrownBy(() -> Configuration.load(Optional.of(two), Map.of()))
        .hasMessageContaining("more than one document");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http:\\n  port: 1001\\n  port: 1002 | http.port: given in lines 2 and 3",
        "http: { port: 1001,\\n\\n  port: 1001 } | http.port: given in lines 1 and 3",
        "http: { port: 1001 }\\nhttp.port: 1002 | http.port: given in lines 1 and 2",
        "http: { port: 1001 }\\n# more\\nhttp: { host: 127.0.0.1 } | http: given in lines 1 and 3"
      })
  void aKeyThatStandsTwiceIsRefusedWithItsLines(String yaml, String message) throws IOException {
    Path file = write(yaml.replace("\\n", "\n"));

    assertThatThrownBy(() -> Configuration.load(Optional.of(file), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message + " (expected: once), in " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.50", "0123", "1e5", "1_000", "0x1F", "+7", "TRUE", "hunter2"})
  void aValueIsTheTextThatStandsThereWhateverElseItLooksLike(String password) throws IOException {
    Path file =
        write("database: { url: jdbc:postgresql://db/x, app: { password: " + password + " } }");

    assertThat(Configuration.load(Optional.of(file), Map.of()).database())
        .isInstanceOfSatisfying(
            DatabaseChoice.External.class,
            external -> assertThat(external.logins().app().password()).isEqualTo(password));
  }

  @Test
  void bodiesUnderWayMustHaveRoomForOneOfFullSize() throws IOException {
    Path tooFew =
        write("http: { max-body-bytes: 6MiB, max-decompressed-bytes: 10MiB, max-bytes: 15MiB }");

    assertThatThrownBy(() -> Configuration.load(Optional.of(tooFew), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "http.max-bytes: 15728640 bytes (expected: at least http.max-body-bytes and"
                + " http.max-decompressed-bytes together, 16777216 bytes");
    Path enough =
        write("http: { max-body-bytes: 6MiB, max-decompressed-bytes: 10MiB, max-bytes: 16MiB }");
    assertThat(Configuration.load(Optional.of(enough), Map.of()).http().load().bytes())
        .isEqualTo(16L << 20);
  }

  @Test
  void secretsAreNeverShown() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SIGNALCOHERENCE_DATABASE_URL", "jdbc:postgresql://db/x");
    environment.put("SIGNALCOHERENCE_DATABASE_APP_PASSWORD", "hunter2");

    Configuration configuration = load(environment);

    assertThat(configuration.toString()).doesNotContain("hunter2");
    assertThat(configuration.entries())
        .anySatisfy(
            entry -> {
              assertThat(entry.key()).isEqualTo("database.app.password");
              assertThat(entry.shown()).isEqualTo("***");
            });
    assertThat(configuration.database())
        .isInstanceOfSatisfying(
            DatabaseChoice.External.class,
            external -> assertThat(external.logins().app().password()).isEqualTo("hunter2"));
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    String url = "jdbc:postgresql://db/x?user=me&password=hunter2";

    assertThatThrownBy(() -> load(Map.of("SIGNALCOHERENCE_DATABASE_URL", url)))
        .hasMessageContaining("database.url: credentials (expected: none in the URL")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void redisWithNothingButItsAddressHasItsOwnDefaults() {
    assertThat(load(Map.of("SIGNALCOHERENCE_REDIS_URL", "redis://host")).redis())
        .contains(RedisConfig.of("redis://host"));
  }

  @Test
  void wrongCacheAndRedisAreToldTogetherThoughNoneIsNamed() {
    assertThatThrownBy(
            () ->
                load(
                    Map.of(
                        "SIGNALCOHERENCE_CACHE_TTL", "1ms",
                        "SIGNALCOHERENCE_REDIS_DEADLINES_READ", "0ms",
                        "SIGNALCOHERENCE_REDIS_CONNECTIONS", "0")))
        .hasMessageContaining("cache.ttl: PT0.001S (expected: PT1S to PT1H)")
        .hasMessageContaining("redis.deadlines.read: PT0S (expected: PT0.001S to PT10S)")
        .hasMessageContaining("redis.connections: 0 (expected: 1 to 256)");
    assertThatThrownBy(() -> load(Map.of("SIGNALCOHERENCE_REDIS_URL", "redis://me:hunter2@host")))
        .hasMessageContaining("redis.url: a login (expected: none")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void onlyPortsThatNobodyChoseBecomeFreeOnes() {
    Configuration chosen = load(Map.of("SIGNALCOHERENCE_HTTP_PORT", "1001")).orElseFreePorts();

    assertThat(chosen.http().api().port()).isEqualTo(1001);
    assertThat(chosen.http().management().port()).isZero();
  }

  @Test
  void theReferencePageIsTheOneInTheDocs() throws IOException {
    GeneratedPage.check("docs/configuration.md", Configuration.reference());
  }

  /** What a record of records holds in the end, by where it stands. */
  private static Map<String, Object> leaves(Record whole) {
    Map<String, Object> leaves = new HashMap<>();
    gather("", whole, leaves);
    return leaves;
  }

  private static void gather(String prefix, Record whole, Map<String, Object> leaves) {
    for (RecordComponent part : whole.getClass().getRecordComponents()) {
      String name = prefix + part.getName();
      Object value = assertDoesNotThrow(() -> part.getAccessor().invoke(whole));
      if (value instanceof Record inner && !(value instanceof UnknownTenants)) {
        gather(name + ".", inner, leaves);
      } else {
        leaves.put(name, value);
      }
    }
  }

  private static Configuration load(Map<String, String> environment) {
    return Configuration.load(Optional.empty(), environment);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("test.yaml"), yaml);
  }

  private static final String EVERY_KEY =
      """
      data: { folder: elsewhere }
      cell: { name: eu, region: eu-central }
      http:
        host: "::1"
        port: 18080
        event-loops: 7
        max-header-bytes: 8KiB
        max-uri-bytes: 4KiB
        max-body-bytes: 1MiB
        max-decompressed-bytes: 2MiB
        max-items: 100
        max-connections: 50
        max-requests: 60
        max-bytes: 32MiB
        max-pipelined: 10
        header-time: 1s
        idle-time: 2s
        request-time: 3s
        stop-time: 4s
      management: { port: 18081 }
      tenants: { unknown: refuse, organisation: acme, cache-time: 300ms }
      ingest:
        lanes: { count: 2, group-max-signals: 100, linger: 5ms }
        queues: { per-tenant: 1000, total: 5000, longest-wait: 5s }
        retries:
          outcome-unknown-tries: 3
          conflict-tries: 2
          first-back-off: 10ms
          longest-back-off: 500ms
        stall: { limit: 700ms, answer-time: 7s }
        drain-deadline: 1m
      reads: { threads: 2, queue: 10, deadline: 1s, history-points: 50 }
      kafka:
        bootstrap-servers: "b1:9092,b2:9092"
        client-file: src/test/resources/kafka-client.properties
        topic: in
        dead-letter-topic: dead
        group: counters
        principal: plant
        organisation: works
        tenants: t1, t2
        poll-records: 100
        open-records: 1000
        open-bytes: 2MiB
        request-deadline: 1s
        delivery-deadline: 2s
        session-timeout: 7s
        stop-deadline: 3s
      cache: { local-sums: 100, freshness: 2s, ttl: 3s, ttl-jitter-percent: 5, stale-if-error: 4s }
      redis:
        url: redis://10.0.0.7:7000
        user: me
        password: hunter2
        key-prefix: "sc:"
        connections: 3
        most-bytes: 1MiB
        deadlines: { connect: 1ms, read: 2ms, total: 3ms }
      """;
}
