package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modes, owners and replacement of files. */
final class PrivateFilesTest {

  @TempDir private Path folder;

  @Test
  void nobodyButTheOwnerCanReadWhatIsMade() throws IOException {
    PrivateFiles.makeFile(folder.resolve("made"));
    PrivateFiles.write(folder.resolve("written"), "é");
    PrivateFiles.replace(folder.resolve("replaced"), "1");
    PrivateFiles.makeFolder(folder.resolve("folder"));

    assertThat(mode("made")).isEqualTo("rw-------");
    assertThat(mode("written")).isEqualTo("rw-------");
    assertThat(mode("replaced")).isEqualTo("rw-------");
    assertThat(mode("folder")).isEqualTo("rwx------");
    assertThat(folder.resolve("written")).hasContent("é");
  }

  @Test
  void whatIsThereIsLeftAloneUnlessItIsReplaced() throws IOException {
    Path file = folder.resolve("file");
    PrivateFiles.write(file, "first");
    PrivateFiles.makeFile(file);
    assertThatThrownBy(() -> PrivateFiles.write(file, "second"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("first");
    PrivateFiles.makeFolder(folder);

    Files.writeString(folder.resolve("file.next"), "half, of a killed process");
    PrivateFiles.replace(file, "second");

    assertThat(file).hasContent("second");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void whatRootMakesInAnothersFolderIsTheOthers() throws IOException {
    assumeTrue(FileOwner.of(folder).uid() == 0, "skipped: only root can give files away");
    FileOwner other = new FileOwner(65_534, 65_533);
    other.take(folder);
    PrivateFiles.makeFile(folder.resolve("made"));
    PrivateFiles.replace(folder.resolve("replaced"), "1");
    PrivateFiles.makeFolder(folder.resolve("folder"));

    for (String name : new String[] {"made", "replaced", "folder"}) {
      assertThat(FileOwner.of(folder.resolve(name))).as(name).isEqualTo(other);
    }
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
