package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.KafkaConnection;
import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.LocalKafkaProgram;
import io.signalcoherence.perf.proxy.BytePipe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The Kafka that a service reads signals from; its brokers tell clients to come by the pipe. */
final class KafkaNeighbour extends Neighbour {

  private static final int PARTITIONS = 4;

  /** What may be on its way when nothing is behind: that of so many seconds. */
  private static final int ORDINARY_SECONDS = 3;

  private final LocalKafka kafka;

  private KafkaNeighbour(LocalKafka kafka, BytePipe pipe) {
    super(pipe);
    this.kafka = kafka;
  }

  static KafkaNeighbour start(Path folder) throws IOException, CannotBreak {
    LocalKafkaProgram program = ServerPrograms.kafka();
    int port = freePort();
    BytePipe pipe = BytePipe.start(port);
    try {
      LocalKafka kafka =
          LocalKafka.start(
              LocalKafkaConfig.durable(program, folder)
                  .withPort(port)
                  .withSetting("advertised.listeners", "BROKER://127.0.0.1:" + pipe.port())
                  .withStopAtJvmExit(false));
      KafkaNeighbour neighbour = new KafkaNeighbour(kafka, pipe);
      neighbour.makeTopics();
      return neighbour;
    } catch (RuntimeException e) {
      pipe.close();
      throw e;
    }
  }

  private void makeTopics() {
    try {
      KafkaAdapter.makeTopics(
          connection(), KafkaConfig.Topics.STANDARD, KafkaConfig.Deadlines.STANDARD, PARTITIONS);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private KafkaConnection connection() {
    return KafkaConnection.plain("127.0.0.1:" + port());
  }

  @Override
  Map<String, String> settings() {
    return Map.of("SIGNALCOHERENCE_KAFKA_BOOTSTRAP_SERVERS", connection().bootstrapServers());
  }

  @Override
  Optional<Publishing> publishing() {
    return Optional.of(
        deadlines -> KafkaAdapter.publisher(connection(), KafkaConfig.Topics.STANDARD, deadlines));
  }

  @Override
  String alert(Outage.Kind kind) {
    return "KafkaUnreachable";
  }

  /** The brokers are asked every 2 s and have 10 s for an answer. */
  @Override
  Duration toldWithin() {
    return Duration.ofSeconds(13);
  }

  @Override
  boolean isMissed(Outage.Kind kind, Scrape seen) {
    return seen.orZero("kafka_door{state=\"unreachable\"}") > 0;
  }

  @Override
  boolean isMadeUpFor(Scrape seen, int perSecond) {
    OptionalDouble lag = seen.value("ingest_backlog{place=\"kafka\"}");
    return lag.isPresent() && lag.getAsDouble() <= (double) ORDINARY_SECONDS * perSecond;
  }

  @Override
  long pid() {
    return kafka.pid();
  }

  @Override
  boolean isRunning() {
    return kafka.isRunning();
  }

  @Override
  void kill() {
    kafka.kill();
  }

  @Override
  void restart() {
    kafka.restart();
  }

  @Override
  public void close() throws IOException {
    try (kafka) {
      super.close();
    }
  }
}
