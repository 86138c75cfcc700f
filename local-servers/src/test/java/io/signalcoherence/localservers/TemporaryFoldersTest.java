package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of owners that live, are dead, or never were. */
final class TemporaryFoldersTest {

  @TempDir private Path temporary;
  private Path above;
  private final TemporaryFolders folders = new TemporaryFolders("test");
  private final List<Path> stopped = new ArrayList<>();
  private final Instant all = Instant.now().plusSeconds(60);

  @BeforeEach
  void follow() throws IOException {
    above = temporary.toRealPath();
  }

  @Test
  void folderOfADeadOwnerIsRemovedOnceItsServersAreStopped() throws IOException {
    Path dead = left();
    folders.sweep(above, this::stop, all);

    assertThat(stopped).containsExactly(dead);
    assertThat(above).isEmptyDirectory();
  }

  @Test
  void folderWithAnOwnerAndFoldersOfOthersStay() throws IOException {
    Path owned = folders.make(above);
    Path unlocked = folders.make(above);
    Path other = new TemporaryFolders("other").make(above);
    FolderLock.acquire(other).close();
    try (FolderLock lock = FolderLock.acquire(owned)) {
      folders.sweep(above, this::stop, all);
    }
    assertThat(stopped).isEmpty();
    assertThat(List.of(owned, unlocked, other)).allSatisfy(path -> assertThat(path).isDirectory());
  }

  @Test
  void linkThatIsNamedLikeOneIsLeftAloneWithWhatItLeadsTo() throws IOException {
    Path durable = Files.createDirectory(above.resolve("durable"));
    FolderLock.acquire(durable).close();
    Path link = Files.createSymbolicLink(above.resolve("signalcoherence-test-1"), durable);
    folders.sweep(above, this::stop, all);

    assertThat(stopped).isEmpty();
    assertThat(link).isSymbolicLink();
    assertThat(durable).isNotEmptyDirectory();
  }

  @Test
  void folderThatWasMadeJustNowStays() throws IOException {
    Path young = left();
    folders.sweep(above, this::stop);

    assertThat(young).isDirectory();
  }

  @Test
  void folderWhoseServersCannotBeStoppedStaysAndTheOthersGo() throws IOException {
    Path first = left();
    Path second = left();
    folders.sweep(
        above,
        folder -> {
          stop(folder);
          if (stopped.size() == 1) {
            throw new IllegalStateException("can't be ended");
          }
        },
        all);

    assertThat(stopped).containsExactlyInAnyOrder(first, second);
    assertThat(above.toFile().list()).containsExactly(stopped.get(0).getFileName().toString());
    assertThat(FolderLock.isHeld(stopped.get(0))).isFalse();
  }

  @Test
  void placeThatCannotBeReadIsLeftAlone() throws IOException {
    Path file = Files.createFile(above.resolve("file"));
    folders.sweep(file, this::stop, all);
    folders.sweep(above.resolve("none"), this::stop, all);

    assertThat(stopped).isEmpty();
  }

  private void stop(Path folder) {
    stopped.add(folder);
  }

  private Path left() throws IOException {
    Path folder = folders.make(above);
    FolderLock.acquire(folder).close();
    return folder;
  }
}
