package io.signalcoherence.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignalFileTest {

  @TempDir private Path folder;

  @Test
  void linesComeInOrderWithTheirNumbersAndBlankOnesArePassedOver() throws IOException {
    SignalFile file = plain("a\n\n  \nb\r\nc");

    assertThat(read(file)).containsExactly("1:a", "4:b\r", "5:c");
  }

  @Test
  void gzipIsToldByItsContentAndReadAlike() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
    }
    Path path = Files.write(folder.resolve("no-ending"), bytes.toByteArray());

    assertThat(read(SignalFile.of(path))).containsExactly("1:a", "2:b");
  }

  @Test
  void aFileCanBeReadAgainAndTellsHowMuchWasRead() throws IOException {
    SignalFile file = plain("a\nb\n");

    assertThat(read(file)).isEqualTo(read(file));
    try (SignalLines lines = file.lines()) {
      while (lines.next().isPresent()) {
        assertThat(lines.consumed()).isBetween(1L, file.size());
      }
      assertThat(lines.consumed()).isEqualTo(file.size());
    }
  }

  @Test
  void anEndlessLineDoesNotFillTheMemory() throws IOException {
    SignalFile file = plain("x".repeat(SignalLines.MAX_LINE * 3) + "\nb");

    try (SignalLines lines = file.lines()) {
      Optional<SignalLines.Line> first = lines.next();
      assertThat(first.orElseThrow().bytes()).hasSize(SignalLines.MAX_LINE + 1);
      assertThat(lines.next().orElseThrow().number()).isEqualTo(2);
    }
  }

  @Test
  void anEmptyFileHasNoLine() throws IOException {
    assertThat(read(plain(""))).isEmpty();
  }

  @Test
  void aMissingFileIsToldByName() {
    Path missing = folder.resolve("missing.ndjson");

    assertThatThrownBy(() -> SignalFile.of(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("no such file");
  }

  private SignalFile plain(String text) throws IOException {
    return SignalFile.of(Files.writeString(folder.resolve("signals.ndjson"), text));
  }

  private static List<String> read(SignalFile file) throws IOException {
    List<String> found = new ArrayList<>();
    try (SignalLines lines = file.lines()) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        found.add(
            line.get().number() + ":" + new String(line.get().bytes(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }
}
