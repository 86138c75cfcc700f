package io.signalcoherence.adapter.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One durable folder through starts, stops and crashes. The first test makes it; each of the others
 * starts it anew.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
final class LocalKafkaLifeTest {

  /**
   * COMPONENTS: 3 s; a busy machine with two cores may take several times that, but not minutes.
   */
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path above;
  private static Path folder;
  private static int port;

  @BeforeAll
  static void name() {
    folder = above.resolve("data");
  }

  @Test
  @Order(1)
  void leftoversOfAKilledFirstStartAreNoObstacle() throws Exception {
    Files.createDirectory(folder);
    Files.createFile(folder.resolve("owner.lock"));
    Files.writeString(folder.resolve("port.properties.next"), "half");
    Files.createDirectories(folder.resolve("kafka.unfinished.1/topic-0"));
    try (LocalKafka kafka = start()) {
      Records.makeTopic(kafka);
      Records.send(kafka, "first");
      port = kafka.port();
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(kafka.folder()).isEqualTo(folder.toRealPath());
      kafka.close();
      assertThatThrownBy(kafka::restart).isInstanceOf(IllegalStateException.class);
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "owner.lock",
            "owner.properties",
            "port.properties",
            "server.properties",
            "log4j2.properties",
            "java.arguments",
            "log",
            "kafka");
  }

  @Test
  @Order(2)
  void recordsAndAddressOutliveTheBrokerAndAreBackSoonAfterAKill() throws Exception {
    try (LocalKafka kafka = start()) {
      assertThat(kafka.port()).isEqualTo(port);
      Records.send(kafka, "second");
      final long first = kafka.pid();
      CompletableFuture<Integer> exit = kafka.exited().toCompletableFuture();

      long killed = System.nanoTime();
      kafka.kill();
      assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(137);
      assertThat(kafka.isRunning()).isFalse();
      assertThat(LocalKafka.attach(folder)).isInstanceOf(LocalKafkaAttachment.NotReady.class);
      kafka.restart();

      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(SOON);
      assertThat(kafka.pid()).isNotEqualTo(first);
      assertThat(kafka.port()).isEqualTo(port);
      assertThat(Records.all(kafka)).containsExactly("first", "second");
      kafka.stop();
      kafka.stop();
      assertThat(kafka.isRunning()).isFalse();
      kafka.restart();
      assertThat(Records.all(kafka)).containsExactly("first", "second");
    }
    assertThat(folder.resolve("kafka/.kafka_cleanshutdown")).exists();
  }

  @Test
  @Order(3)
  void takenRememberedPortIsReplacedAndASecondStartIsRefusedAndLosesNoLock() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket other = new ServerSocket(port, 1, loopback);
        LocalKafka kafka = start()) {
      assertThat(kafka.port()).isNotEqualTo(other.getLocalPort());
      assertThat(Records.all(kafka)).contains("first");
      assertThatThrownBy(() -> start().close())
          .isInstanceOf(LocalKafkaException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining(kafka.bootstrapServers());
      assertThat(LocalKafka.attach(folder))
          .isInstanceOfSatisfying(
              LocalKafkaAttachment.Running.class,
              running -> {
                assertThat(running.brokerPid()).isEqualTo(kafka.pid());
                assertThat(running.bootstrapServers()).isEqualTo(kafka.bootstrapServers());
              });
      try (ChildOwner child = ChildOwner.begin("durable", folder)) {
        assertThat(child.firstLine())
            .startsWith("FOLDER_IN_USE ")
            .contains("process " + ProcessHandle.current().pid(), kafka.bootstrapServers());
      }
    }
    assertThat(LocalKafka.attach(folder)).isInstanceOf(LocalKafkaAttachment.Unowned.class);
  }

  private static LocalKafka start() {
    return LocalKafka.start(LocalKafkaConfig.durable(TestProgram.get(), folder));
  }
}
