package io.signalcoherence.perf.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.golden.GoldenManifest.ExpectedScore;
import io.signalcoherence.perf.golden.GoldenManifest.TenantExpectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python recompute against the Java fold: two programs that share no line. */
final class RecomputeTest {

  private static final Path SCRIPT = Path.of("oracle", "recompute.py");

  @TempDir Path folder;

  @Test
  void bothProgramsFoldEveryTenantAlike() throws IOException {
    Path file = folder.resolve("golden.ndjson.gz");
    GoldenPlan plan = new GoldenPlan(5, LocalDate.of(2024, 2, 28), 2, 700);
    GoldenManifest manifest = GoldenGenerator.write(plan, file);
    for (TenantExpectation tenant : manifest.tenants()) {
      List<String> lines =
          run("--tenant", tenant.tenant(), "--as-of", manifest.data().asOf(), file.toString());
      assertThat(lines).hasSize(1);
      assertThat(score(lines.get(0))).isEqualTo(tenant.expected());
      assertThat(tenant.expected().sampleSize()).isEqualTo(700);
    }
  }

  @Test
  void picksRichInstantsTwoMinuteEdgesAndOneUnknown() throws IOException {
    Path file = folder.resolve("golden.ndjson");
    GoldenGenerator.write(new GoldenPlan(6, LocalDate.of(2024, 2, 28), 1, 2000), file);
    List<String> lines = run("--instants", "10", file.toString());
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0)).contains(":00Z\"");
    assertThat(lines.get(1)).contains(":59.999999Z\"");
    for (String line : lines.subList(0, 10)) {
      assertThat(score(line).sampleSize()).isGreaterThanOrEqualTo(500);
    }
    ExpectedScore unknown = new ExpectedScore(null, "UNKNOWN", null, 0, "0.000000000");
    assertThat(score(lines.get(10))).isEqualTo(unknown);
  }

  private static ExpectedScore score(String line) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<?, ?> fields = json.readValue(line, Map.class);
    fields.remove("tenant_id");
    fields.remove("as_of");
    return json.convertValue(fields, ExpectedScore.class);
  }

  private static List<String> run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
