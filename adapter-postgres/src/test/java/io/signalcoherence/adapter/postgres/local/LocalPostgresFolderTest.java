package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.ProcessSearch;
import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders and ports that no server can be started on: one clear line each, and nothing half made.
 */
final class LocalPostgresFolderTest {

  @TempDir Path above;

  @Test
  void missingParentIsRefused() {
    Path folder = above.resolve("missing/data");
    assertRefused(folder, Reason.FOLDER_UNUSABLE, "folder above it does not exist");
    assertThat(above).isEmptyDirectory();
  }

  @Test
  void fileIsRefused() throws IOException {
    Path file = Files.writeString(above.resolve("data"), "mine");
    assertRefused(file, Reason.FOLDER_UNUSABLE, "is a file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void foreignContentIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(above.resolve("thesis.txt"), "mine");
    assertRefused(above, Reason.FOLDER_UNUSABLE, "is not empty and not one of ours");
    assertThat(above).isDirectoryContaining("glob:**thesis.txt");
    assertThat(above.toFile().list()).hasSize(1);
  }

  @Test
  void folderThatCannotBeMadeIsRefused() {
    assumeTrue(Files.isDirectory(Path.of("/sys/kernel")));
    Path folder = Path.of("/sys/kernel/signalcoherence");
    assertRefused(folder, Reason.FOLDER_UNUSABLE, folder.toString());
  }

  @Test
  void otherMajorVersionIsRefusedWithTheCommandToUse() throws IOException {
    Files.createFile(above.resolve("owner.lock"));
    Path data = Files.createDirectory(above.resolve("pgdata"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    assertRefused(
        above,
        Reason.OTHER_MAJOR_VERSION,
        "holds data of PostgreSQL 17 and this is PostgreSQL 18",
        "pg_dump");
    assertThat(data.toFile().list()).containsExactly("PG_VERSION");
  }

  @Test
  void dataWithoutVersionOrPasswordsIsRefused() throws IOException {
    Files.createFile(above.resolve("owner.lock"));
    Path data = Files.createDirectory(above.resolve("pgdata"));
    assertRefused(above, Reason.FOLDER_UNUSABLE, "no PG_VERSION");
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    assertRefused(above, Reason.FOLDER_UNUSABLE, "credentials.properties lacks");
  }

  @Test
  void takenPortIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalPostgresConfig config =
          LocalPostgresConfig.durable(above.resolve("data")).withPort(other.getLocalPort());
      assertThatThrownBy(() -> LocalPostgres.start(config).close())
          .isInstanceOfSatisfying(
              LocalPostgresException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.PORT_TAKEN))
          .hasMessageContaining("port " + other.getLocalPort() + " on 127.0.0.1 is taken")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void fullDiskIsNamedAndAStartWithRoomWorks() throws IOException {
    assumeTrue(RunAs.isRoot() && ProcessSearch.ON_LINUX);
    Path disk = Files.createDirectory(above.resolve("disk"));
    assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=24m", "none", disk.toString()));
    try {
      Path folder = disk.resolve("data");
      assertRefused(folder, Reason.DISK_FULL, "the disk is full");
      assertThat(folder).doesNotExist();
      assumeTrue(command("mount", "-o", "remount,size=400m", disk.toString()));
      LocalPostgres.start(LocalPostgresConfig.durable(folder)).close();
    } finally {
      assertThat(command("umount", disk.toString())).isTrue();
    }
  }

  private static boolean command(String... words) throws IOException {
    return ShortCommand.run(List.of(words), Duration.ofSeconds(20)).succeeded();
  }

  private static void assertRefused(Path folder, Reason reason, String... parts) {
    LocalPostgresConfig config = LocalPostgresConfig.durable(folder);
    assertThatThrownBy(() -> LocalPostgres.start(config).close())
        .isInstanceOfSatisfying(
            LocalPostgresException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }
}
