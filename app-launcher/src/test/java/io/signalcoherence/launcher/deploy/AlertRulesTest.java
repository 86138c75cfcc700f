package io.signalcoherence.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each alert is right by Prometheus' own tool, is proved to fire and to stay silent, and leads to a
 * section.
 */
final class AlertRulesTest {

  private static final String PAGE = "docs/operations.md";

  static Stream<Rule> alerts() throws IOException {
    return Rule.all().stream().filter(Rule::alerts);
  }

  @Test
  void theRulesAreWellFormed() throws Exception {
    Tool.orSkip("promtool").runs(Rule.FOLDER, "check", "rules", Rule.FILE);
  }

  @Test
  void theConfigurationIsWellFormed() throws Exception {
    Tool.orSkip("promtool").runs(Rule.FOLDER, "check", "config", "prometheus.yml");
  }

  @Test
  void eachAlertFiresAndIsSilentAsItsCasesSay() throws Exception {
    Tool.orSkip("promtool").runs(Rule.FOLDER, "test", "rules", Rule.CASES);
  }

  @Test
  void thereAreAlerts() throws IOException {
    assertThat(alerts()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void hasACaseInWhichItFires(Rule alert) throws IOException {
    assertThat(cases(alert)).anyMatch(expected -> expected.contains(alert.severity()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void hasACaseInWhichItIsSilent(Rule alert) throws IOException {
    assertThat(cases(alert)).anyMatch(expected -> !expected.contains(alert.severity()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void leadsToItsSection(Rule alert) throws IOException {
    assertThat(alert.runbook()).isEqualTo(PAGE + "#" + alert.name().toLowerCase(Locale.ROOT));
    assertThat(Files.readAllLines(Path.of("..").resolve(PAGE))).contains("### " + alert.name());
  }

  @Test
  void eachSectionAndEachCaseIsOfAnAlert() throws IOException {
    Set<String> names = alerts().map(Rule::name).collect(Collectors.toSet());
    assertThat(expectations().map(test -> test.path("alertname").asText())).isSubsetOf(names);
    assertThat(Files.readAllLines(Path.of("..").resolve(PAGE)))
        .filteredOn(line -> line.startsWith("### "))
        .extracting(line -> line.substring("### ".length()))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  /** The severities expected of an alert's name, by case. */
  private static List<List<String>> cases(Rule alert) throws IOException {
    return expectations()
        .filter(test -> test.path("alertname").asText().equals(alert.name()))
        .map(
            test ->
                Rule.elements(test.path("exp_alerts"))
                    .map(fired -> fired.path("exp_labels").path("severity").asText())
                    .toList())
        .toList();
  }

  private static Stream<JsonNode> expectations() throws IOException {
    return Rule.elements(Rule.file(Rule.CASES).path("tests"))
        .flatMap(test -> Rule.elements(test.path("alert_rule_test")));
  }
}
