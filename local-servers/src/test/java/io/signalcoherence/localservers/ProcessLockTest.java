package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One holder at a time, be the others threads of its process or processes of their own. */
final class ProcessLockTest {

  @TempDir private Path folder;

  @Test
  void lockHasOneHolderAndIsFreeWhenItIsGivenUp() throws IOException {
    Path file = folder.resolve("lock");
    ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow();
    assertThat(ProcessLock.tryAcquire(file)).isEmpty();
    assertThat(ProcessLock.isHeld(file)).isTrue();

    lock.close();

    assertThat(file).exists();
    assertThat(ProcessLock.isHeld(file)).isFalse();
    try (ProcessLock again = ProcessLock.tryAcquire(file).orElseThrow()) {
      lock.close();
      assertThat(ProcessLock.tryAcquire(file)).as("closed twice").isEmpty();
    }
  }

  @Test
  void fileIsOneByWhateverWayItIsNamed() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (ProcessLock lock = ProcessLock.tryAcquire(link.resolve("lock")).orElseThrow()) {
      assertThat(ProcessLock.tryAcquire(real.resolve("lock"))).isEmpty();
      assertThat(ProcessLock.isHeld(real.resolve("../real/lock"))).isTrue();
    }
  }

  @Test
  void fileThatWasMovedIsStillTheOneThatIsHeld() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    try (ProcessLock lock = ProcessLock.tryAcquire(before.resolve("lock")).orElseThrow()) {
      Path moved = Files.move(before, folder.resolve("moved")).resolve("lock");
      assertThat(ProcessLock.isHeld(moved)).isTrue();
      assertThat(ProcessLock.tryAcquire(moved)).isEmpty();
      try (LockHolder other = LockHolder.start(moved)) {
        assertThat(other.holds()).isFalse();
      }
    }
  }

  @Test
  void otherProcessIsSeenAndItsDeathFreesTheLock() throws Exception {
    Path file = folder.resolve("lock");
    try (LockHolder holder = LockHolder.start(file)) {
      assertThat(ProcessLock.isHeld(file)).isTrue();
      assertThat(ProcessLock.tryAcquire(file)).isEmpty();
      assertThat(ProcessLock.isHeld(file)).as("still, after it was tried").isTrue();

      holder.kill();

      assertThat(ProcessLock.isHeld(file)).isFalse();
      ProcessLock.tryAcquire(file).orElseThrow().close();
    }
  }

  @Test
  void askingAndTryingLosesNoLockOfThisProcessToAnother() throws Exception {
    Path file = folder.resolve("lock");
    try (ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow()) {
      assertThat(ProcessLock.tryAcquire(file)).isEmpty();
      assertThat(ProcessLock.isHeld(file)).isTrue();
      try (LockHolder other = LockHolder.start(file)) {
        assertThat(other.holds()).isFalse();
      }
    }
  }

  @Test
  void missingFolderIsTold() {
    Path file = folder.resolve("none/lock");

    assertThatThrownBy(() -> ProcessLock.tryAcquire(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void failedTryHoldsNothing() throws IOException {
    Path file = Files.createDirectory(folder.resolve("lock"));
    assertThatThrownBy(() -> ProcessLock.tryAcquire(file)).isInstanceOf(IOException.class);
    Files.delete(file);

    ProcessLock.tryAcquire(file).orElseThrow().close();
  }
}
