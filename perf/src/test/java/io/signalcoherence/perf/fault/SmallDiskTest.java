package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallDiskTest {

  @TempDir private Path folder;

  @Test
  void aFullOneTakesNothingMoreUntilItIsEmptied() throws Exception {
    assumeThatCode(() -> SmallDisk.mount(folder.resolve("probe")).close())
        .doesNotThrowAnyException();
    Path file;
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"))) {
      file = disk.folder().resolve("file");
      disk.fill();
      assertThatThrownBy(() -> Files.write(file, new byte[1])).isInstanceOf(IOException.class);
      disk.empty();
      Files.write(file, new byte[1 << 20]);
      assertThat(file).hasSize(1 << 20);
    }
    assertThat(file).doesNotExist();
  }
}
