package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FaultReportTest {

  private static final FaultReport.Skipped SKIPPED =
      new FaultReport.Skipped(Outage.POSTGRES_DISK_FULL, "no file system can be mounted");

  @Test
  void aSkippedFaultIsToldWithItsReason() {
    FaultReport report = report(List.of(finding(List.of())), List.of(SKIPPED));
    assertThat(report.passed()).isTrue();
    assertThat(report.text())
        .contains("skipped: postgres-disk-full, because no file system can be mounted\n")
        .endsWith("PASSED\n");
  }

  @Test
  void whereNothingWasTriedNothingHasPassed() {
    assertThat(report(List.of(), List.of(SKIPPED)).passed()).isFalse();
  }

  @Test
  void oneBrokenLawFailsAllAndIsTold() {
    Broken broken = new Broken(Broken.Law.HEALS, "ready: never");
    FaultReport report = report(List.of(finding(List.of()), finding(List.of(broken))), List.of());
    assertThat(report.passed()).isFalse();
    assertThat(report.text()).contains("postgres-cut: HEALS: ready: never\n").endsWith("FAILED\n");
  }

  @Test
  void aDrillThatBrokeOffFailsAllAndIsToldWithItsReason() {
    FaultReport report =
        new FaultReport(
            Twist.NONE,
            20,
            List.of(finding(List.of())),
            List.of(),
            List.of(new FaultReport.Failed(Outage.POSTGRES_FROZEN, "java.io.IOException: gone")));
    assertThat(report.passed()).isFalse();
    assertThat(report.text())
        .contains(
            "| postgres-cut | 10 |",
            "failed: postgres-frozen, because of java.io.IOException: gone\n")
        .endsWith("FAILED\n");
  }

  @Test
  void eachTableHasALineAFaultAndAsManyCellsAsColumns() {
    List<String> lines = report(List.of(finding(List.of())), List.of()).text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("|---")) {
        assertThat(cells(lines.get(i))).isEqualTo(cells(lines.get(i - 1)));
        assertThat(cells(lines.get(i + 1))).isEqualTo(cells(lines.get(i - 1)));
        assertThat(lines.get(i + 1)).startsWith("| postgres-cut | ");
      }
    }
    assertThat(lines).filteredOn(line -> line.startsWith("|---")).hasSize(4);
  }

  @Test
  void asJsonItHasTheSameNumbers() throws JsonProcessingException {
    FaultReport report = report(List.of(finding(List.of())), List.of(SKIPPED));
    JsonNode json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(report));
    JsonNode found = json.path("findings").path(0);
    assertThat(found.path("answers").path("fromThenOn").path("p99").asDouble()).isEqualTo(4.5);
    assertThat(found.path("heal").path("readyMillis").asLong()).isEqualTo(340);
    assertThat(json.path("skipped").path(0).path("outage").asText())
        .isEqualTo("POSTGRES_DISK_FULL");
  }

  private static long cells(String line) {
    return line.chars().filter(each -> each == '|').count();
  }

  private static FaultReport report(
      List<FaultFinding> findings, List<FaultReport.Skipped> skipped) {
    return new FaultReport(Twist.NONE, 20, findings, skipped, List.of());
  }

  private static FaultFinding finding(List<Broken> broken) {
    Spread spread = new Spread(7, 1.5, 4.5, 9);
    Footprint footprint = new Footprint(500, 20, 50);
    return new FaultFinding(
        Outage.POSTGRES_CUT,
        broken.isEmpty(),
        "",
        new AnswerFinding(10, 20, 0, 1003.5, 1100, spread, spread, spread),
        new HealthFinding(spread, spread, 900, 0),
        new SizeFinding(footprint, footprint, footprint),
        new HealFinding(12, 340, 0, 0),
        null,
        new CountFinding(500, 500, 48, Map.of(), List.of()),
        broken);
  }
}
