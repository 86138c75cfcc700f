package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files of lines. */
final class KeyValueFileTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadInItsOrder() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("z", "ı=İ");
    values.put("a", "");
    KeyValueFile.write(folder.resolve("file"), Map.of("old", "1"));
    KeyValueFile.write(folder.resolve("file"), values);

    assertThat(KeyValueFile.read(folder.resolve("file")))
        .containsExactly(entry("z", "ı=İ"), entry("a", ""));
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void missingFileHasNothingAndLinesWithoutAKeyAreNone() throws IOException {
    assertThat(KeyValueFile.read(folder.resolve("none"))).isEmpty();

    Path file = Files.writeString(folder.resolve("file"), "#comment\n=x\n\nkey=1\nkey=2");

    assertThat(KeyValueFile.read(file)).containsExactly(entry("key", "2"));
  }
}
