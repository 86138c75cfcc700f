package io.signalcoherence.adapter.neo4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.exceptions.AuthenticationException;

/**
 * One durable folder through starts, stops and crashes. The first test makes it; each of the others
 * starts it anew.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
final class LocalNeo4jLifeTest {

  @TempDir private static Path above;
  private static LocalNeo4jConfig config;
  private static LocalNeo4jAccess access;

  @BeforeAll
  static void name() {
    config = LocalNeo4jConfig.durable(TestProgram.get(), above.resolve("a folder"));
  }

  @Test
  @Order(1)
  void newServerLetsNobodyInWithTheFirstPasswordAndKeepsItsOwnToItsOwner() throws IOException {
    try (LocalNeo4j server = LocalNeo4j.start(config)) {
      access = server.access();
      Cypher.plant(access);
      assertThatThrownBy(() -> Cypher.planted(new LocalNeo4jAccess(access.uri(), "neo4j", "neo4j")))
          .isInstanceOf(AuthenticationException.class);
      Path credentials = server.folder().resolve("credentials.properties");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(credentials)).isEqualTo("neo4j=" + access.password() + "\n");
      assertThat(access.password()).hasSizeGreaterThan(30);
      assertThat(access.toString()).doesNotContain(access.password());
      assertThat(access.uri()).hasToString("bolt://127.0.0.1:" + server.port());
    }
    assertThat(above.resolve("a folder").toFile().list())
        .containsExactlyInAnyOrder(
            "owner.lock",
            "owner.properties",
            "credentials.properties",
            "port.properties",
            "java.args",
            "conf",
            "data",
            "logs",
            "run");
  }

  @Test
  @Order(2)
  void committedDataOutlivesAKillAndTheAddressStays() throws Exception {
    try (LocalNeo4j server = LocalNeo4j.start(config)) {
      assertThat(server.access()).isEqualTo(access);
      assertThat(Cypher.planted(access)).containsExactly(42);
      final long first = server.pid();
      CompletableFuture<Integer> exit = server.exited().toCompletableFuture();
      Cypher.plant(access);

      server.kill();

      assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(137);
      assertThat(server.isRunning()).isFalse();
      server.restart();
      assertThat(server.pid()).isNotEqualTo(first);
      assertThat(Cypher.planted(access)).containsExactly(42, 42);
      assertSecondStartIsRefused(server);
    }
  }

  private static void assertSecondStartIsRefused(LocalNeo4j server) throws IOException {
    assertThatThrownBy(() -> LocalNeo4j.start(config).close())
        .isInstanceOfSatisfying(
            LocalNeo4jException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FOLDER_IN_USE))
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
        .hasMessageContaining(access.uri().toString())
        .hasMessageNotContaining("\n");
    assertThat(LocalNeo4j.running(config.folder())).contains(access);
    try (ChildOwner child = ChildOwner.begin("durable", config.folder())) {
      assertThat(child.says())
          .startsWith(Reason.FOLDER_IN_USE + " ")
          .contains("process " + ProcessHandle.current().pid());
    }
    assertThat(server.isRunning()).isTrue();
  }

  @Test
  @Order(2)
  void cleanStopIsQuickAndTakenRememberedPortIsReplaced() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket other = new ServerSocket(access.uri().getPort(), 1, loopback);
        LocalNeo4j server = LocalNeo4j.start(config)) {
      assertThat(other.getLocalPort()).isNotEqualTo(server.port());
      assertThat(Cypher.planted(server.access())).isNotEmpty();
      CompletableFuture<Integer> exit = server.exited().toCompletableFuture();
      server.stop();
      server.stop();
      assertThat(exit.get(1, TimeUnit.SECONDS)).isZero();
      assertThat(LocalNeo4j.running(config.folder())).isEmpty();
    }
    assertThat(Files.readString(config.folder().resolve("logs/neo4j.log"))).contains("Stopped.");
  }

  @Test
  @Order(3)
  void startThatEndedBeforeThePasswordWasSetIsTakenUpAgain() throws IOException {
    Path half = Files.createDirectory(above.resolve("half"));
    Files.createFile(half.resolve("owner.lock"));
    Files.writeString(half.resolve("credentials.properties"), "neo4j=chosen-but-never-set\n");
    Files.writeString(half.resolve("credentials.properties.next"), "half");
    try (LocalNeo4j server = LocalNeo4j.start(LocalNeo4jConfig.durable(config.program(), half))) {
      assertThat(server.access().password()).isEqualTo("chosen-but-never-set");
      assertThat(Cypher.planted(server.access())).isEmpty();
    }
  }
}
