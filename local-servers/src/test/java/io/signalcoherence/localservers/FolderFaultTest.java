package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Failures as systems word them. */
final class FolderFaultTest {

  private static final String DENIED = "this user may not read and write it";

  @Test
  void fullDiskIsToldAsSuch() {
    FolderFault full = new FolderFault(true, "the disk is full; make room and start again");
    assertThat(FolderFault.of(new IOException("No space left on device"))).isEqualTo(full);
    assertThat(FolderFault.of(new FileSystemException("/f", null, "Disk quota exceeded")))
        .isEqualTo(full);
    assertThat(FolderFault.isDiskFull("FATAL: x: No space left on device\nbye")).isTrue();
    assertThat(FolderFault.isDiskFull("all is well")).isFalse();
  }

  @Test
  void folderThatMayNotBeUsedIsToldAsSuch() {
    FolderFault denied = new FolderFault(false, DENIED);
    assertThat(FolderFault.of(new AccessDeniedException("/f"))).isEqualTo(denied);
    assertThat(FolderFault.of(new FileSystemException("/f", null, "READ-ONLY FILE SYSTEM")))
        .isEqualTo(denied);
  }

  @Test
  void anyOtherFailureIsToldInItsOwnWordsOnOneLine() {
    assertThat(FolderFault.of(new NoSuchFileException("/f")).text()).isEqualTo("lacks /f");
    assertThat(FolderFault.of(new IOException("first\nsecond")))
        .isEqualTo(new FolderFault(false, "first"));
    assertThat(FolderFault.of(new IOException("")).text()).isEmpty();
    assertThat(FolderFault.of(new FileAlreadyExistsException("/f")).text())
        .isEqualTo("FileAlreadyExistsException: /f");
  }
}
