package io.signalcoherence.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.ports.in.Candidate;
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
  void aLineThatWasCutOffIsNoSignalThoughItsBeginningIsOne() throws IOException {
    String signal =
        "{\"tenant_id\":\"t\",\"source\":\"s\",\"signal_id\":\"i\","
            + "\"ts\":\"2024-01-31T12:00:00Z\",\"type\":\"cpu\",\"value\":0.5}";
    String padded = signal + " ".repeat(SignalLines.MAX_LINE - signal.length());
    SignalFile file = plain(padded + "\n" + padded + "}");

    try (SignalLines lines = file.lines()) {
      assertThat(JsonSignals.decoder().decode(lines.next().orElseThrow().bytes()))
          .isInstanceOf(Candidate.WellFormed.class);
      assertThat(JsonSignals.decoder().decode(lines.next().orElseThrow().bytes()))
          .isInstanceOf(Candidate.Malformed.class);
    }
  }

  @Test
  void aLineOfOtherWhiteSpaceIsNotPassedOver() throws IOException {
    assertThat(read(plain("\f\n\u001f\n \t\r\n"))).containsExactly("1:\f", "2:\u001f");
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
