package io.signalcoherence.adapter.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners that are processes of their own and die in all ways. */
@Tag("long")
final class LocalKafkaCrashTest {

  @TempDir Path above;

  @Test
  void orphanOfAKilledOwnerIsStoppedAndOthersAreNot() throws Exception {
    Path folder = above.resolve("data");
    Process bystander = lookAlike(above.resolve("other/server.properties"));
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      final long orphan = owner.serverPid();
      assertThatThrownBy(() -> start(folder).close())
          .isInstanceOfSatisfying(
              LocalKafkaException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.FOLDER_IN_USE);
                assertThat(e.owner().map(LocalKafkaOwner::pid)).contains(owner.pid());
              })
          .hasMessageContaining("process " + owner.pid());

      owner.killHard();

      assertThat(ProcessHandle.of(orphan)).isPresent();
      assertThat(LocalKafka.attach(folder)).isInstanceOf(LocalKafkaAttachment.Unowned.class);
      try (LocalKafka kafka = start(folder)) {
        assertThat(kafka.pid()).isNotEqualTo(orphan);
        assertThat(ProcessHandle.of(orphan).filter(ProcessLiveness::isAlive)).isEmpty();
        Records.makeTopic(kafka);
      }
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void terminatedOwnerStopsItsBroker() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      long broker = owner.serverPid();
      owner.terminate();
      assertThat(ProcessHandle.of(broker).filter(ProcessLiveness::isAlive)).isEmpty();
      assertThat(folder.resolve("kafka/.kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void ownerKilledWhileItMakesTheDataLeavesAFolderThatStarts() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(30))
          .until(() -> isMakingData(folder));
      owner.killHard();
      assertThat(folder.resolve("kafka")).doesNotExist();
      try (LocalKafka kafka = start(folder)) {
        Records.makeTopic(kafka);
      }
    }
  }

  @Test
  void temporaryFolderOfAKilledOwnerIsSweptWithItsBroker() throws Exception {
    try (ChildOwner owner = ChildOwner.begin("temporary", above)) {
      long orphan = owner.serverPid();
      Instant all = Instant.now().plusSeconds(60);
      BrokerFolder.sweep(above, all);
      assertThat(ProcessHandle.of(orphan).filter(ProcessLiveness::isAlive)).isPresent();

      owner.killHard();
      BrokerFolder.sweep(above, all);

      assertThat(ProcessHandle.of(orphan).filter(ProcessLiveness::isAlive)).isEmpty();
      assertThat(above).isEmptyDirectory();
    }
  }

  /** A process that runs the same main class, by its name, for another folder. */
  private static Process lookAlike(Path settings) throws IOException {
    return new ProcessBuilder(
            "/bin/sh", "-c", "sleep 600; :", BrokerProcesses.MAIN_CLASS, settings.toString())
        .start();
  }

  private static LocalKafka start(Path folder) {
    return LocalKafka.start(LocalKafkaConfig.durable(TestProgram.get(), folder));
  }

  private static boolean isMakingData(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.anyMatch(path -> path.getFileName().toString().startsWith("kafka.unfinished."));
    }
  }
}
