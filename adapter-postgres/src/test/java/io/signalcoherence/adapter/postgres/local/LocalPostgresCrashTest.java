package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners that are processes of their own and die in all ways. */
final class LocalPostgresCrashTest {

  @TempDir Path above;

  @Test
  void orphanOfAKilledOwnerIsStoppedAndTheDataKept() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      long orphan = owner.serverPid();
      LocalPostgresAccess access = accessWhileOwned(folder, owner, orphan);
      Sql.plant(access);
      assertSecondStartNamesTheOwner(folder, owner, access);

      owner.killHard();

      assertThat(ProcessHandle.of(orphan)).isPresent();
      assertThat(LocalPostgres.attach(folder)).isInstanceOf(LocalPostgresAttachment.Unowned.class);
      try (LocalPostgres server = LocalPostgres.start(LocalPostgresConfig.durable(folder))) {
        assertThat(server.pid()).isNotEqualTo(orphan);
        assertThat(ProcessHandle.of(orphan).filter(ServerProcesses::isAlive)).isEmpty();
        assertThat(server.jdbcUrl()).isEqualTo(access.jdbcUrl());
        assertThat(Sql.planted(server.access())).isEqualTo("42");
      }
    }
  }

  @Test
  void orphanWithoutANoteAndSessionsWithoutAPostmasterAreFound() throws Exception {
    Path folder = above.resolve("data");
    ServerFolder server = new ServerFolder(above.toRealPath().resolve("data"), false);
    ServerProcesses processes = new ServerProcesses(server);
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      final long orphan = owner.serverPid();
      owner.killHard();
      Path note = folder.resolve("pgdata/postmaster.pid");
      byte[] content = Files.readAllBytes(note);
      Files.delete(note);
      assertThat(processes.postmaster().map(ProcessHandle::pid)).contains(orphan);
      Files.write(note, content);
      ProcessHandle session =
          ProcessHandle.of(orphan).orElseThrow().children().findAny().orElseThrow();
      ServerProcesses.signal("STOP", session);

      ProcessHandle.of(orphan).orElseThrow().destroyForcibly();
      await().until(() -> processes.postmaster().isEmpty());
      assertThat(ServerProcesses.isAlive(session)).isTrue();
      processes.stopOrphan();

      assertThat(ServerProcesses.isAlive(session)).isFalse();
    }
  }

  @Test
  void terminatedOwnerStopsItsServer() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      long server = owner.serverPid();
      owner.terminate();
      assertThat(ProcessHandle.of(server).filter(ServerProcesses::isAlive)).isEmpty();
      assertThat(folder.resolve("pgdata/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void ownerKilledWhileItMakesTheDataLeavesAFolderThatStarts() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(20))
          .until(() -> isMakingData(folder));
      owner.killHard();
      assertThat(folder.resolve("pgdata")).doesNotExist();
      try (LocalPostgres server = LocalPostgres.start(LocalPostgresConfig.durable(folder))) {
        Sql.plant(server.access());
      }
    }
  }

  @Test
  void temporaryFolderOfAKilledOwnerIsSweptWithItsServer() throws Exception {
    try (ChildOwner owner = ChildOwner.begin("temporary", above)) {
      long orphan = owner.serverPid();
      Instant all = Instant.now().plusSeconds(60);
      TemporaryFolders.sweep(above, all);
      assertThat(ProcessHandle.of(orphan).filter(ServerProcesses::isAlive)).isPresent();

      owner.killHard();
      TemporaryFolders.sweep(above, all);

      assertThat(ProcessHandle.of(orphan).filter(ServerProcesses::isAlive)).isEmpty();
      assertThat(above).isEmptyDirectory();
    }
  }

  private static LocalPostgresAccess accessWhileOwned(Path folder, ChildOwner owner, long server) {
    LocalPostgresAttachment found = LocalPostgres.attach(folder);
    assertThat(found).isInstanceOf(LocalPostgresAttachment.Running.class);
    LocalPostgresAttachment.Running running = (LocalPostgresAttachment.Running) found;
    assertThat(running.owner().pid()).isEqualTo(owner.pid());
    assertThat(running.owner().jdbcUrl()).contains(running.access().jdbcUrl());
    assertThat(running.serverPid()).isEqualTo(server);
    return running.access();
  }

  private static void assertSecondStartNamesTheOwner(
      Path folder, ChildOwner owner, LocalPostgresAccess access) {
    assertThatThrownBy(() -> LocalPostgres.start(LocalPostgresConfig.durable(folder)).close())
        .isInstanceOfSatisfying(
            LocalPostgresException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.FOLDER_IN_USE);
              assertThat(e.owner().map(LocalPostgresOwner::pid)).contains(owner.pid());
            })
        .hasMessageContainingAll("process " + owner.pid(), access.jdbcUrl())
        .hasMessageNotContaining("\n");
  }

  private static boolean isMakingData(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.anyMatch(path -> path.getFileName().toString().startsWith("pgdata.unfinished."));
    }
  }
}
