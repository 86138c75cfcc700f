package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSignal;
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
        assertThat(ProcessHandle.of(orphan).filter(ProcessLiveness::isAlive)).isEmpty();
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
      ProcessSignal.STOP.send(session);

      ProcessHandle.of(orphan).orElseThrow().destroyForcibly();
      await().until(() -> processes.postmaster().isEmpty());
      assertThat(ProcessLiveness.isAlive(session)).isTrue();
      processes.stopOrphan();

      assertThat(ProcessLiveness.isAlive(session)).isFalse();
    }
  }

  @Test
  void terminatedOwnerStopsItsServer() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("durable", folder)) {
      long server = owner.serverPid();
      owner.terminate();
      assertThat(ProcessHandle.of(server).filter(ProcessLiveness::isAlive)).isEmpty();
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
  void startThatFailsOnceTheServerIsUpStopsIt() throws Exception {
    Path folder = above.resolve("data");
    try (ChildOwner owner = ChildOwner.begin("late", folder)) {
      assertThat(owner.firstLine()).isEqualTo("refused");
    }
    assertThat(folder.resolve("pgdata")).isDirectory();
    assertThat(folder.resolve("pgdata/postmaster.pid")).doesNotExist();
  }

  @Test
  void temporaryFolderOfAKilledOwnerIsSweptWithItsServer() throws Exception {
    try (ChildOwner owner = ChildOwner.begin("temporary", above)) {
      long orphan = owner.serverPid();
      Instant all = Instant.now().plusSeconds(60);
      ServerFolder.sweep(above, all);
      assertThat(ProcessHandle.of(orphan).filter(ProcessLiveness::isAlive)).isPresent();

      owner.killHard();
      ServerFolder.sweep(above, all);

      assertThat(ProcessHandle.of(orphan).filter(ProcessLiveness::isAlive)).isEmpty();
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
