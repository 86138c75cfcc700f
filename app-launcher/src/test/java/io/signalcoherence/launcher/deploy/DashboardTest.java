package io.signalcoherence.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboard can be brought into any Grafana and shows what an operator asks first. */
final class DashboardTest {

  private static final Path PROVISIONING = Path.of("deploy", "grafana", "provisioning");
  private static final int COLUMNS = 24;

  static Stream<Panel> panels() throws IOException {
    return Panel.all().stream();
  }

  @Test
  void itsRowsAreWhatAnOperatorAsksFirst() throws IOException {
    assertThat(panels().map(Panel::row).distinct())
        .containsExactly(
            "Traffic and receipts",
            "Dedupe rate",
            "Backlog and groups",
            "Latency by step",
            "Ledger",
            "Readiness",
            "Rejections",
            "Reads and requests",
            "JVM and process",
            "Graph");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void saysWhatItShowsInWhichUnitOfTheChosenInstances(Panel panel) {
    assertThat(panel.json().path("description").asText()).isNotBlank();
    assertThat(panel.json().at("/fieldConfig/defaults/unit").asText()).isNotBlank();
    assertThat(panel.written())
        .isNotEmpty()
        .allSatisfy(
            query ->
                assertThat(query).contains("job=\"$job\"").contains("instance=~\"$instance\""));
  }

  @Test
  void namesNoDataSourceOfItsOwn() throws IOException {
    JsonNode dashboard = Panel.dashboard();
    assertThat(dashboard.path("id").isNull()).isTrue();
    assertThat(dashboard.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
  }

  @Test
  void dedupeRateIsMarkedWhereItsAlertFires() throws IOException {
    List<Panel> rates = panels().filter(panel -> panel.row().equals("Dedupe rate")).toList();
    assertThat(rates)
        .isNotEmpty()
        .allSatisfy(
            panel ->
                assertThat(
                        Rule.elements(panel.json().at("/fieldConfig/defaults/thresholds/steps"))
                            .map(step -> step.path("value").asText()))
                    .containsExactly("null", "0.1", "0.2"));
  }

  @Test
  void noTwoPanelsLieOnEachOther() throws IOException {
    Set<List<Integer>> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : Panel.dashboard().path("panels")) {
      JsonNode place = panel.path("gridPos");
      int x = place.path("x").asInt();
      int y = place.path("y").asInt();
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(x + place.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
      for (int column = x; column < x + place.path("w").asInt(); column++) {
        for (int line = y; line < y + place.path("h").asInt(); line++) {
          assertThat(taken.add(List.of(column, line))).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }

  @Test
  void provisioningFindsTheDashboardAndAPrometheus() throws IOException {
    JsonNode source = provisioned("datasources").path("datasources").path(0);
    assertThat(source.path("type").asText()).isEqualTo("prometheus");
    JsonNode provider = provisioned("dashboards").path("providers").path(0);
    assertThat(provider.path("type").asText()).isEqualTo("file");
    Path folder = Path.of(provider.at("/options/path").asText());
    assertThat(Files.readString(Path.of("../docs/operations.md"))).contains(folder.toString());
  }

  private static JsonNode provisioned(String kind) throws IOException {
    return new YAMLMapper()
        .readTree(PROVISIONING.resolve(kind).resolve("signal-coherence.yml").toFile());
  }
}
