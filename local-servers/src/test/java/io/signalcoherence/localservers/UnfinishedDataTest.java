package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data in the making beside data that are made. */
final class UnfinishedDataTest {

  @TempDir private Path folder;

  @Test
  void leftoversAreRemovedAndNothingElse() throws IOException {
    UnfinishedData data = new UnfinishedData(folder, "pgdata");
    Path place = data.newPlace();
    assertThat(place).isNotEqualTo(data.newPlace());
    assertThat(place.getParent()).isEqualTo(folder);
    Files.createDirectories(place.resolve("base"));
    Files.createDirectories(folder.resolve("pgdata.unfinished.1/base"));
    Files.createDirectories(folder.resolve("pgdata/base"));
    Files.createDirectories(folder.resolve("other.unfinished.1"));

    data.remove();

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("pgdata", "other.unfinished.1");
    assertThat(folder.resolve("pgdata/base")).isDirectory();
  }
}
