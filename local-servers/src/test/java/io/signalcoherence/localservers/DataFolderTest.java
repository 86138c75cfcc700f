package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that can be ours, and that can't. */
final class DataFolderTest {

  @TempDir private Path temporary;
  private Path above;

  @BeforeEach
  void follow() throws IOException {
    above = temporary.toRealPath();
  }

  @Test
  void missingFolderIsMadeForItsOwnerAlone() throws IOException {
    DataFolder folder = DataFolder.open(above.resolve("x/../data"));

    assertThat(folder).isEqualTo(new DataFolder(above.resolve("data"), true));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
    assertThat(DataFolder.isOurs(folder.path())).isFalse();
  }

  @Test
  void emptyFolderMountPointAndOneOfOursAreTakenAsTheyAre() throws IOException {
    Path folder = Files.createDirectory(above.resolve("data"));
    Path link = Files.createSymbolicLink(above.resolve("link"), folder);
    DataFolder found = new DataFolder(folder, false);
    assertThat(DataFolder.open(link)).isEqualTo(found);

    Files.createDirectory(folder.resolve("lost+found"));
    assertThat(DataFolder.open(folder)).isEqualTo(found);

    FolderLock.acquire(folder).close();
    Files.createFile(folder.resolve("data"));
    assertThat(DataFolder.isOurs(folder)).isTrue();
    assertThat(DataFolder.open(folder)).isEqualTo(found);
  }

  @Test
  void whatCannotBeOursIsToldInOneLineAndLeftAlone() throws IOException {
    Path file = Files.writeString(above.resolve("thesis.txt"), "mine");

    assertThat(refused(above.resolve("none/data")))
        .isEqualTo("the folder above it does not exist; make it first");
    assertThat(refused(file)).isEqualTo("is a file; name a folder");
    assertThat(refused(above))
        .isEqualTo("is not empty and not one of ours (it has thesis.txt); name an empty folder");
    assertThat(above.toFile().list()).containsExactly("thesis.txt");
    assertThat(file).hasContent("mine");
  }

  private static String refused(Path folder) {
    IOException failure = catchThrowableOfType(IOException.class, () -> DataFolder.open(folder));
    return FolderFault.of(failure).text();
  }
}
