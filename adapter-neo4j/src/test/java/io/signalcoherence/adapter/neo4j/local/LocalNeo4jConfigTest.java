package io.signalcoherence.adapter.neo4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocalNeo4jConfigTest {

  private static final Program PROGRAM = Program.of(List.of(Path.of("neo4j.jar")));
  private static final LocalNeo4jConfig DURABLE =
      LocalNeo4jConfig.durable(PROGRAM, Path.of("data"));

  @Test
  void defaultsAreThoseDocumented() {
    assertThat(DURABLE)
        .isEqualTo(
            new LocalNeo4jConfig(PROGRAM, Path.of("data"), false, 0, Duration.ofSeconds(90), true));
    assertThat(LocalNeo4jConfig.temporary(PROGRAM).ephemeral()).isTrue();
    assertThat(PROGRAM)
        .isEqualTo(new Program(List.of(Path.of("neo4j.jar")), Optional.empty(), 256, 64));
  }

  @Test
  void everyComponentCanBeSet() {
    Path java = Path.of("/jdk/bin/java");
    assertThat(
            LocalNeo4jConfig.durable(PROGRAM.withJava(java), Path.of("data"))
                .withPort(7687)
                .withStartupTimeout(Duration.ofSeconds(5))
                .withStopAtJvmExit(false))
        .isEqualTo(
            new LocalNeo4jConfig(
                new Program(List.of(Path.of("neo4j.jar")), Optional.of(java), 256, 64),
                Path.of("data"),
                false,
                7687,
                Duration.ofSeconds(5),
                false));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> DURABLE.withPort(65_536))
        .hasMessage("port: 65536 (expected: 0 to 65535)");
    assertThatThrownBy(() -> DURABLE.withStartupTimeout(Duration.ZERO))
        .hasMessage("startupTimeout: PT0S (expected: > 0)");
    assertThatThrownBy(() -> new Program(List.of(), Optional.empty(), 127, 64))
        .hasMessage("heapMebibytes: 127 (expected: 128 or more)");
    assertThatThrownBy(() -> new Program(List.of(), Optional.empty(), 128, 7))
        .hasMessage("pageCacheMebibytes: 7 (expected: 8 or more)");
  }

  @Test
  void serverIsToldWhereToListenAndHowLittleMemoryToTake() {
    assertThat(ServerFiles.settings(PROGRAM, 7687))
        .containsEntry("server.bolt.listen_address", "127.0.0.1:7687")
        .containsEntry("server.http.enabled", "false")
        .containsEntry("server.memory.pagecache.size", "64m")
        .containsEntry("db.tx_log.rotation.size", "16m");
    assertThat(ServerFiles.argumentFile(List.of(Path.of("/a b/c\"d.jar"), Path.of("/e\\f.jar"))))
        .isEqualTo("-cp\n\"/a b/c\\\"d.jar:/e\\\\f.jar\"\n");
  }

  @Test
  void lastFaultIsTheOneThatTellsMost() {
    assertThat(ServerProcess.lastFault("a\n2026 ERROR Failed to start\n\tat x\n"))
        .contains("ERROR");
    assertThat(ServerProcess.lastFault("\n")).isEqualTo("it said nothing");
  }
}
