package io.signalcoherence.perf.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenLineTest {

  @TempDir Path folder;

  @Test
  void linesReadInFileOrderHaveTheFatesOfTheManifest() throws IOException {
    Path file = folder.resolve("golden.ndjson");
    GoldenManifest manifest =
        GoldenGenerator.write(new GoldenPlan(7, LocalDate.of(2024, 2, 29), 1, 400), file);

    List<GoldenLine> lines = GoldenLine.read(file);

    assertThat(lines).hasSize((int) manifest.lines());
    assertThat(count(lines, GoldenLine.Fate.ACCEPTED)).isEqualTo(manifest.distinct());
    assertThat(count(lines, GoldenLine.Fate.DUPLICATE)).isEqualTo(manifest.duplicates());
    assertThat(count(lines, GoldenLine.Fate.CONFLICT)).isEqualTo(manifest.conflicts());
    assertThat(lines)
        .extracting(GoldenLine::text)
        .containsExactlyElementsOf(Files.readAllLines(file));
  }

  @Test
  void anotherSpellingIsADuplicateAndAnotherWeightAConflict() throws IOException {
    Path file = folder.resolve("three.ndjson");
    String head = "{\"tenant_id\":\"t\",\"source\":\"s\",\"signal_id\":\"1\",\"ts\":\"";
    Files.writeString(
        file,
        head
            + "2024-01-01T00:00:00Z\",\"type\":\"x\",\"value\":0.5}\n"
            + head
            + "2024-01-01T01:00:00+01:00\",\"type\":\"x\",\"value\":0.50,\"weight\":1}\n"
            + head
            + "2024-01-01T00:00:00Z\",\"type\":\"x\",\"value\":0.5,\"weight\":2}\n");

    assertThat(GoldenLine.read(file))
        .extracting(GoldenLine::fate)
        .containsExactly(
            GoldenLine.Fate.ACCEPTED, GoldenLine.Fate.DUPLICATE, GoldenLine.Fate.CONFLICT);
  }

  private static long count(List<GoldenLine> lines, GoldenLine.Fate fate) {
    return lines.stream().filter(line -> line.fate() == fate).count();
  }
}
