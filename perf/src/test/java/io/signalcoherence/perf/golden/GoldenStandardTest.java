package io.signalcoherence.perf.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The standard golden file against what is checked in. After a deliberate change of the generator,
 * {@code golden generate FILE --manifest FILE} makes them anew.
 */
final class GoldenStandardTest {

  private static final Path DEMO =
      Path.of(
          "..",
          "app-launcher",
          "src",
          "main",
          "resources",
          "io",
          "signalcoherence",
          "launcher",
          "demo");
  private static final Path OWN =
      Path.of(
          "src", "main", "resources", "io", "signalcoherence", "perf", "golden", "manifest.json");

  @TempDir Path folder;

  @Test
  void theGeneratorStillMakesTheCheckedInManifest() throws IOException {
    GoldenManifest made =
        new GoldenGenerator(GoldenPlan.standard()).writeTo(OutputStream.nullOutputStream());
    assertThat(made).isEqualTo(GoldenManifest.checkedIn());
    assertThat(made.distinct()).isEqualTo(100_000);
    assertThat(made.duplicates()).isEqualTo(3_000);
    assertThat(made.conflicts()).isEqualTo(500);
    assertThat(Files.readString(OWN)).isEqualTo(made.toJson());
  }

  @Test
  void theDemoShipsTheSameBytesAndTheSameManifest() throws IOException {
    Path made = folder.resolve("golden.ndjson");
    GoldenGenerator.write(GoldenPlan.standard(), made);
    try (InputStream shipped =
        new GZIPInputStream(Files.newInputStream(DEMO.resolve("golden.ndjson.gz")))) {
      assertThat(shipped.readAllBytes()).isEqualTo(Files.readAllBytes(made));
    }
    assertThat(DEMO.resolve("golden-manifest.json")).hasSameTextualContentAs(OWN);
  }

  @Test
  void tenantsHaveTheirCharacters() throws IOException {
    GoldenManifest manifest = GoldenManifest.checkedIn();
    assertThat(manifest.tenants().stream().map(tenant -> tenant.expected().status()))
        .contains("HEALTHY", "WARN", "CRITICAL");
    assertThat(manifest.tenants().get(6).expected().status()).isEqualTo("CRITICAL");
    assertThat(manifest.tenants().get(7).expected().agreement()).isLessThan("0.5");
    assertThat(manifest.tenants().get(0).expected().agreement()).isGreaterThan("0.9");
  }
}
