package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are removed with all that they have. */
final class FileTreeTest {

  @TempDir private Path above;

  @Test
  void folderIsRemovedWithAllBelowItAndLinksAreNotFollowed() throws IOException {
    Path other = Files.writeString(above.resolve("other"), "mine");
    Path folder = Files.createDirectories(above.resolve("folder/a/b")).getParent().getParent();
    Files.writeString(folder.resolve("a/b/file"), "x");
    Files.createSymbolicLink(folder.resolve("a/link"), other);
    Files.createSymbolicLink(folder.resolve("a/away"), above);

    FileTree.delete(folder);

    assertThat(folder).doesNotExist();
    assertThat(other).hasContent("mine");
  }

  @Test
  void folderThatIsNotThereIsNoError() throws IOException {
    FileTree.delete(above.resolve("none"));

    assertThat(above).isEmptyDirectory();
  }
}
