package io.signalcoherence.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.KafkaPorts;
import io.signalcoherence.adapter.kafka.SignalConsumer;
import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.LocalKafkaProgram;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.StreamObserver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command {@code dlq} on dead letters of a real broker. */
final class DeadLetterCommandTest {

  private static LocalKafka kafka;
  private static Map<String, String> environment;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void putAside() throws Exception {
    kafka =
        LocalKafka.start(
            LocalKafkaConfig.temporary(
                LocalKafkaProgram.of(
                    Path.of(System.getProperty("signalcoherence.kafka.server.classpath")))));
    environment = Map.of("SIGNALCOHERENCE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    KafkaConfig config = Configuration.load(Optional.empty(), environment).kafka().orElseThrow();
    KafkaAdapter.makeTopics(config.connection(), config.topics(), config.deadlines(), 1);
    try (SignalPublisher publisher =
            KafkaAdapter.publisher(config.connection(), config.topics(), config.deadlines());
        SignalConsumer door =
            KafkaAdapter.consume(
                config,
                new KafkaPorts(
                    DeadLetterCommandTest::refuse,
                    JsonSignals.decoder(),
                    JsonSignals.eventDecoder(),
                    StreamObserver.NONE))) {
      send(publisher, "acme", "\u001b[2Jno signal");
      send(publisher, "acme", "{\"tenant_id\":\"acme\",\"source\":\"s\",\"signal_id\":\"1\"}");
      send(publisher, "plant", "[]");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> door.condition().lag().orElse(-1) == 0 && door.condition().partitions() > 0);
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void lettersAreListedAndNoneSpeaksToTheTerminal() {
    assertThat(run("dlq", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.contains(": "));
    assertThat(out.toString())
        .contains("0:0  ", "  acme  malformed: ", "  acme  invalid: ")
        .doesNotContain("\u001b");
  }

  @Test
  void oneIsShownWhole() {
    assertThat(run("dlq", "show", "0:0")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("reason:    malformed", "from:      coherence.signals.v1 0:0, ")
        .contains("key:       acme", "header:    content-type: application/json")
        .contains("value:     \ufffd[2Jno signal");
  }

  @Test
  void selectionAndJsonAreForMachines() throws Exception {
    assertThat(run("dlq", "--json", "list", "--tenant", "plant", "--reason", "malformed"))
        .isEqualTo(ExitCode.OK);
    JsonNode letter = new ObjectMapper().readTree(out.toString());
    assertThat(letter.path("key").asText()).isEqualTo("plant");
    assertThat(letter.path("origin").path("offset").asLong()).isEqualTo(2);
  }

  @Test
  void dryRunTellsWhatItWouldSend() {
    assertThat(run("dlq", "redrive", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("  would be sent\n", "would be sent: 3; held back: 0");
    out.getBuffer().setLength(0);
    assertThat(run("dlq", "redrive", "--at", "0:1")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("sent: 1; held back: 0 that came back too often");
  }

  @Test
  void wrongUseIsTold() {
    assertThat(run("dlq")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dlq", "show", "9")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dlq", "show", "0:99")).isEqualTo(ExitCode.FAILED);
    assertThat(run("dlq", "redrive", "--max-redriven", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("which one? (list, show, redrive)")
        .contains("place: 9 (expected: PARTITION:OFFSET, such as 0:17)")
        .contains("no dead letter at 0:99")
        .contains("most-redriven: 0 (expected: 1 to 100)");
    CommandLine nowhere = line(Map.of());
    assertThat(nowhere.execute("dlq", "list")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("kafka.bootstrap-servers: empty (expected: host:port");
  }

  private static CompletableFuture<List<Receipt>> refuse(Submission submission) {
    return CompletableFuture.completedFuture(
        submission.candidates().stream()
            .map(
                candidate ->
                    candidate instanceof Candidate.Malformed malformed
                        ? malformed.rejection()
                        : new Rejection(RejectionReason.TOO_OLD, "as the test wants it"))
            .map(rejection -> (Receipt) new Receipt.Rejected(rejection))
            .toList());
  }

  private static void send(SignalPublisher publisher, String tenant, String document)
      throws Exception {
    publisher
        .send(new TenantId(tenant), document.getBytes(StandardCharsets.UTF_8))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private int run(String... args) {
    return line(environment).execute(args);
  }

  private CommandLine line(Map<String, String> variables) {
    return RootCommand.line(variables)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
