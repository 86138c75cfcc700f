package io.signalcoherence.adapter.neo4j.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.localservers.ProcessLiveness;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners that are processes of their own and die in all ways. */
@Tag("long")
final class LocalNeo4jCrashTest {

  @TempDir Path above;

  @Test
  void orphanOfAKilledOwnerIsStoppedAndTheDataKept() throws Exception {
    LocalNeo4jConfig config = LocalNeo4jConfig.durable(TestProgram.get(), above.resolve("data"));
    try (ChildOwner owner = ChildOwner.begin("durable", config.folder())) {
      final long orphan = owner.serverPid();
      LocalNeo4jAccess access = LocalNeo4j.running(config.folder()).orElseThrow();
      Cypher.plant(access);

      owner.killHard();

      assertThat(alive(orphan)).isTrue();
      assertThat(LocalNeo4j.running(config.folder())).isEmpty();
      try (LocalNeo4j server = LocalNeo4j.start(config)) {
        assertThat(alive(orphan)).isFalse();
        assertThat(server.access()).isEqualTo(access);
        assertThat(Cypher.planted(access)).containsExactly(42);
      }
    }
  }

  @Test
  void temporaryFolderOfAKilledOwnerIsSweptWithItsServerAndATerminatedOwnersIsGone()
      throws Exception {
    LocalNeo4jConfig.Program unused = TestProgram.get();
    try (ChildOwner owner = ChildOwner.begin("temporary", above)) {
      final long orphan = owner.serverPid();
      Instant all = Instant.now().plusSeconds(60);
      ServerFolder.sweep(above, all);
      assertThat(alive(orphan)).isTrue();

      owner.killHard();
      ServerFolder.sweep(above, all);

      assertThat(alive(orphan)).isFalse();
      assertThat(above).isEmptyDirectory();
    }
    try (ChildOwner owner = ChildOwner.begin("temporary", above)) {
      final long server = owner.serverPid();
      owner.terminate();
      assertThat(alive(server)).isFalse();
      assertThat(above).isEmptyDirectory();
    }
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessLiveness::isAlive).isPresent();
  }
}
