package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners of a folder, and what they say of themselves. */
final class FolderLockTest {

  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void ownerSaysWhoItIsAndThenWhereItsServerListens() throws IOException {
    try (FolderLock lock = FolderLock.acquire(folder)) {
      FolderOwner starting = FolderLock.owner(folder).orElseThrow();
      assertThat(starting.pid()).isEqualTo(SELF);
      assertThat(Duration.between(starting.since(), Instant.now())).isLessThan(Duration.ofHours(1));
      assertThat(starting.details()).isEmpty();

      lock.announce(Map.of("url", "there:1"));

      assertThat(FolderLock.owner(folder))
          .contains(new FolderOwner(SELF, starting.since(), Map.of("url", "there:1")));
      lock.announce(Map.of());
      assertThat(FolderLock.owner(folder)).contains(starting);
    }
  }

  @Test
  void secondOwnerIsRefusedByNameAndTakesNothingAway() throws IOException {
    try (FolderLock lock = FolderLock.acquire(folder)) {
      lock.announce(Map.of("url", "there:1"));
      assertThatThrownBy(() -> FolderLock.acquire(folder))
          .isInstanceOfSatisfying(
              FolderInUseException.class,
              e -> assertThat(e.owner().flatMap(owner -> owner.detail("url"))).contains("there:1"))
          .hasMessage(folder + " is in use by process " + SELF);
      assertThat(FolderLock.isHeld(folder)).isTrue();
    }
    assertThat(FolderLock.isHeld(folder)).isFalse();
    FolderLock.acquire(folder).close();
  }

  @Test
  void ownerThatIsAnotherProcessIsNamedUntilItDies() throws Exception {
    try (LockHolder owner = LockHolder.start(folder)) {
      assertThat(FolderLock.owner(folder).map(FolderOwner::pid)).contains(owner.pid());
      assertThatThrownBy(() -> FolderLock.acquire(folder))
          .isInstanceOf(FolderInUseException.class)
          .hasMessageEndingWith("process " + owner.pid());

      owner.kill();

      FolderLock.acquire(folder).close();
    }
  }

  @Test
  void ownerThatHasNotSpokenOrIsUnreadableIsNobody() throws IOException {
    Path record = folder.resolve("owner.properties");
    assertThat(FolderLock.owner(folder)).isEmpty();
    for (String text :
        new String[] {"", "pid=1\nsince=x\n", "pid=x\nsince=2026-01-01T00:00:00Z\n"}) {
      Files.writeString(record, text);
      assertThat(FolderLock.owner(folder)).as(text).isEmpty();
    }
    Files.writeString(record, "pid=1\n");
    assertThat(FolderLock.owner(folder))
        .as("an earlier version's")
        .contains(new FolderOwner(1, Instant.EPOCH, Map.of()));
    Files.delete(record);

    assertThat(new FolderInUseException(folder, Optional.empty()))
        .hasMessage(folder + " is in use by another process");
  }

  @Test
  void detailCannotPassForTheOwner() throws IOException {
    try (FolderLock lock = FolderLock.acquire(folder)) {
      lock.announce(Map.of("pid", "1"));
      assertThat(FolderLock.owner(folder).map(FolderOwner::pid)).contains(SELF);
    }
  }

  @Test
  void folderWhoseOwnerCannotSaySoIsNotOwned() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("owner.properties"));
    Files.createFile(inTheWay.resolve("file"));
    assertThatThrownBy(() -> FolderLock.acquire(folder)).isInstanceOf(IOException.class);

    assertThat(FolderLock.isHeld(folder)).isFalse();
  }
}
