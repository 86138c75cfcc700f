package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.FileOwner;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.PrivateFiles;
import io.signalcoherence.localservers.ProcessSearch;
import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As root alone: with user namespaces and without, in any order, on the same folder. */
final class RunAsTest {

  private static final boolean WITHOUT_NAMESPACES = false;

  private Path above;

  @BeforeEach
  void makeFolderThatAllMayPass() throws IOException {
    assumeTrue(RunAs.isRoot() && ProcessSearch.ON_LINUX);
    above = Files.createTempDirectory("signalcoherence-run-as");
    assertThat(
            ShortCommand.run(List.of("chmod", "711", above.toString()), Duration.ofSeconds(5))
                .succeeded())
        .isTrue();
  }

  @AfterEach
  void removeFolder() throws IOException {
    if (above != null) {
      FileTree.delete(above);
    }
  }

  @Test
  void folderStaysUsableWhicheverWayItIsStarted() throws IOException, SQLException {
    assumeTrue(RunAs.namespacesWork());
    LocalPostgresConfig config = LocalPostgresConfig.durable(above.resolve("data"));
    try (LocalPostgres server = LocalPostgres.start(config)) {
      assertThat(uidOf(server)).isZero();
      Sql.plant(server.access());
    }
    int account;
    try (LocalPostgres server = LocalPostgres.start(config, WITHOUT_NAMESPACES)) {
      account = uidOf(server);
      assertThat(account).isNotZero();
      assertThat(Sql.planted(server.access())).isEqualTo("42");
      server.kill();
      server.restart();
    }
    try (LocalPostgres server = LocalPostgres.start(config)) {
      assertThat(uidOf(server)).isEqualTo(account);
      assertThat(Sql.planted(server.access())).isEqualTo("42");
    }
    for (String file : new String[] {"owner.lock", "owner.properties", "port.properties", "log"}) {
      assertThat(FileOwner.of(config.folder().resolve(file)).uid()).as(file).isEqualTo(account);
    }
  }

  @Test
  void freshFolderWorksWithoutNamespaces() throws IOException, SQLException {
    LocalPostgresConfig config = LocalPostgresConfig.durable(above.resolve("data"));
    try (LocalPostgres server = LocalPostgres.start(config, WITHOUT_NAMESPACES)) {
      assertThat(uidOf(server)).isNotZero();
      Sql.plant(server.access());
    }
  }

  @Test
  void folderBelowAClosedOneIsRefusedWithoutNamespaces() throws IOException {
    Path closed = Files.createDirectory(above.resolve("closed"), PrivateFiles.FOLDER_MODE);
    LocalPostgresConfig config = LocalPostgresConfig.durable(closed.resolve("data"));
    assertThatThrownBy(() -> LocalPostgres.start(config, WITHOUT_NAMESPACES).close())
        .isInstanceOfSatisfying(
            LocalPostgresException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.ROOT_REFUSED))
        .hasMessageContaining("a folder above is closed to him");
    assertThat(closed).isEmptyDirectory();
  }

  @Test
  void folderBelowAClosedOneWorksWithNamespaces() throws IOException, SQLException {
    assumeTrue(RunAs.namespacesWork());
    Path closed = Files.createDirectory(above.resolve("closed"), PrivateFiles.FOLDER_MODE);
    LocalPostgresConfig config = LocalPostgresConfig.durable(closed.resolve("data"));
    try (LocalPostgres server = LocalPostgres.start(config)) {
      Sql.plant(server.access());
    }
  }

  private static int uidOf(LocalPostgres server) throws IOException {
    return FileOwner.of(Path.of("/proc", Long.toString(server.pid()))).uid();
  }
}
