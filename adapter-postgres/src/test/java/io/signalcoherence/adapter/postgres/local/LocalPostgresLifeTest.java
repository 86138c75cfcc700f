package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One durable folder through starts, stops and crashes. The first test makes it; each of the others
 * starts it anew.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LocalPostgresLifeTest {

  @TempDir private static Path above;
  private static Path folder;
  private static int port;

  @BeforeAll
  static void name() {
    folder = above.resolve("data");
  }

  @Test
  @Order(1)
  void leftoversOfAKilledFirstStartAreNoObstacle() throws IOException, SQLException {
    Files.createDirectory(folder);
    Files.createFile(folder.resolve("owner.lock"));
    Files.writeString(folder.resolve("initdb.password"), "old");
    Files.writeString(folder.resolve("credentials.properties.next"), "half");
    Path unfinished = Files.createDirectories(folder.resolve("pgdata.unfinished.1/base"));
    Files.writeString(unfinished.resolve("1"), "half");
    try (LocalPostgres server = start()) {
      Sql.plant(server.access());
      port = server.port();
      assertThat(server.jdbcUrl())
          .isEqualTo("jdbc:postgresql://127.0.0.1:" + port + "/signalcoherence");
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "owner.lock",
            "owner.properties",
            "credentials.properties",
            "port.properties",
            "log",
            "pgdata");
  }

  @Test
  @Order(2)
  void dataPasswordsAndUrlOutliveTheServer() throws SQLException {
    try (LocalPostgres server = start()) {
      assertThat(Sql.planted(server.access())).isEqualTo("42");
      assertThat(server.port()).isEqualTo(port);
    }
  }

  @Test
  @Order(2)
  void takenRememberedPortIsReplaced() throws IOException, SQLException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket other = new ServerSocket(port, 1, loopback);
        LocalPostgres server = start()) {
      assertThat(other.getLocalPort()).isNotEqualTo(server.port());
      assertThat(Sql.planted(server.access())).isEqualTo("42");
      port = server.port();
    }
  }

  @Test
  @Order(2)
  void serverComesBackAfterStopKillAndRestart() throws Exception {
    try (LocalPostgres server = start()) {
      Sql.run(server.access(), LocalPostgresRole.OWNER, "CREATE TABLE kept.second(n int)");
      final long first = server.pid();
      CompletableFuture<Integer> exit = server.exited().toCompletableFuture();
      server.kill();
      assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(137);
      assertThat(server.isRunning()).isFalse();
      assertThat(LocalPostgres.attach(folder)).isInstanceOf(LocalPostgresAttachment.NotReady.class);
      server.restart();
      assertThat(server.pid()).isNotEqualTo(first);
      String count = "SELECT count(*) FROM kept.second";
      assertThat(Sql.ask(server.access(), LocalPostgresRole.OWNER, count)).isEqualTo("0");
    }
  }

  @Test
  @Order(2)
  void cleanStopCutsOpenSessionsAndNeedsNoRecovery() throws IOException, SQLException {
    final int before = logs().length();
    try (LocalPostgres server = start();
        var session =
            Sql.connect(server.access(), LocalPostgresRole.APP, server.access().jdbcUrl())) {
      assertThat(session.isValid(1)).isTrue();
      server.stop();
      server.stop();
      assertThat(server.isRunning()).isFalse();
      assertThat(session.isValid(1)).isFalse();
      server.restart();
    }
    assertThat(logs().substring(before))
        .contains("database system is shut down")
        .doesNotContain("not properly shut down");
  }

  @Test
  @Order(2)
  void secondStartInTheSameJvmIsRefusedAndLosesNoLock() throws IOException {
    try (LocalPostgres server = start()) {
      assertThatThrownBy(() -> start().close())
          .isInstanceOf(LocalPostgresException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining(server.jdbcUrl());
      assertThat(LocalPostgres.attach(folder))
          .isInstanceOfSatisfying(
              LocalPostgresAttachment.Running.class,
              running -> assertThat(running.serverPid()).isEqualTo(server.pid()));
      try (ChildOwner child = ChildOwner.begin("durable", folder)) {
        assertThat(child.firstLine())
            .startsWith(Reason.FOLDER_IN_USE + " ")
            .contains("process " + ProcessHandle.current().pid(), server.jdbcUrl());
      }
    }
    assertThat(LocalPostgres.attach(folder)).isInstanceOf(LocalPostgresAttachment.Unowned.class);
  }

  @Test
  @Order(2)
  void foreignProcessWithTheNotedPidIsNeitherKilledNorAnObstacle() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      List<String> note =
          List.of(Long.toString(bystander.pid()), folder.resolve("pgdata").toString());
      Files.write(folder.resolve("pgdata/postmaster.pid"), note);
      try (LocalPostgres server = start()) {
        assertThat(Sql.planted(server.access())).isEqualTo("42");
      }
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  @Order(2)
  void badSettingIsToldInTheServersWords() {
    LocalPostgresConfig config =
        LocalPostgresConfig.durable(folder).withSetting("shared_buffers", "lots");
    assertThatThrownBy(() -> LocalPostgres.start(config).close())
        .isInstanceOfSatisfying(
            LocalPostgresException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.SERVER_FAILED))
        .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"lots\"")
        .hasMessageNotContaining("\n");
  }

  private static LocalPostgres start() {
    return LocalPostgres.start(LocalPostgresConfig.durable(folder));
  }

  private static String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(folder.resolve("log"))) {
      for (Path file : files.filter(LocalPostgresLifeTest::isServersOwn).sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static boolean isServersOwn(Path log) {
    return log.getFileName().toString().startsWith("postgresql-");
  }
}
