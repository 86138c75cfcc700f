package io.signalcoherence.adapter.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, ports and settings that no broker can be started with: one clear line each. */
final class LocalKafkaFolderTest {

  @TempDir Path above;

  @Test
  void missingParentIsRefused() {
    assertRefused(
        config(above.resolve("missing/data")),
        Reason.FOLDER_UNUSABLE,
        "folder above it does not exist");
    assertThat(above).isEmptyDirectory();
  }

  @Test
  void fileIsRefused() throws IOException {
    Path file = Files.writeString(above.resolve("data"), "mine");
    assertRefused(config(file), Reason.FOLDER_UNUSABLE, "is a file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void foreignContentIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(above.resolve("thesis.txt"), "mine");
    assertRefused(config(above), Reason.FOLDER_UNUSABLE, "is not empty and not one of ours");
    assertThat(above.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void dataWithoutClusterIdAreRefused() throws IOException {
    Files.createFile(above.resolve("owner.lock"));
    Files.createDirectory(above.resolve("kafka"));
    assertRefused(config(above), Reason.FOLDER_UNUSABLE, "kafka/meta.properties has no cluster.id");
  }

  @Test
  void takenPortIsNamedAndNothingIsLeft() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertRefused(
          config(above.resolve("data")).withPort(port),
          Reason.PORT_TAKEN,
          "port " + port + " on 127.0.0.1 is taken");
    }
  }

  @Test
  void badSettingIsToldInTheBrokersWords() {
    assertRefused(
        config(above.resolve("data")).withSetting("num.io.threads", "lots"),
        Reason.BROKER_FAILED,
        "Invalid value lots for configuration num.io.threads");
  }

  private static LocalKafkaConfig config(Path folder) {
    return LocalKafkaConfig.durable(TestProgram.get(), folder);
  }

  private static void assertRefused(LocalKafkaConfig config, Reason reason, String part) {
    assertThatThrownBy(() -> LocalKafka.start(config).close())
        .isInstanceOfSatisfying(
            LocalKafkaException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }
}
