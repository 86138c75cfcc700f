package io.signalcoherence.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What rules and panels look for is there: a real Prometheus scrapes a real service. A metric or
 * label that the service does not have gives no data, and an alert without data never fires, a
 * panel stays empty.
 */
final class LiveMetricsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern ABSENT = Pattern.compile("^absent\\((.*)\\)$");
  private static final Pattern LIMIT = Pattern.compile("(>=|<=|==|!=|>|<) +(?=[0-9])");
  private static final Pattern SELECTOR =
      Pattern.compile("([a-z_][\\w:]*)\\{((?:[^}\"]|\"[^\"]*\")*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+) *(?:=~|!~|!=|=) *\"[^\"]*\"");

  @TempDir private static Path folder;
  private static BusyService service;
  private static RunningPrometheus prometheus;

  @BeforeAll
  static void start() throws IOException {
    Tool tool = Tool.orSkip("prometheus");
    service = BusyService.start(folder.resolve("data"));
    prometheus = RunningPrometheus.start(tool, folder.resolve("prometheus"), service.management());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (prometheus != null) {
      prometheus.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @Test
  void whatTheServiceDoesNotHaveGivesNoData() {
    haveData(Stream.of("service_ready"));
    assertThat(prometheus.hasData("service_reddy")).isFalse();
    assertThat(prometheus.hasData("service_ready{jobb=\"signal-coherence\"}")).isFalse();
    assertThat(prometheus.hasData("0 * service_ready / 0")).isFalse();
  }

  @Test
  void labelsAreFoundInEverySelector() {
    assertThat(labels("a:b{x=\"/{y}\",z=~\"1|2\"} / on (w) c_d{v != \"}\"}"))
        .containsExactly("a:b{x!=\"\"}", "a:b{z!=\"\"}", "c_d{v!=\"\"}");
  }

  @Test
  void eachRecordedRateHasData() throws IOException {
    List<Rule> recorded = Rule.all().stream().filter(rule -> !rule.alerts()).toList();
    assertThat(recorded).isNotEmpty();
    haveData(recorded.stream().map(Rule::name));
    haveData(recorded.stream().map(Rule::expression));
  }

  @Test
  void eachAlertHasDataToCompare() throws IOException {
    haveData(
        Rule.all().stream()
            .filter(Rule::alerts)
            .map(Rule::expression)
            .map(LiveMetricsTest::compared));
  }

  @Test
  void eachLabelThatARuleLooksForIsOfItsMetric() throws IOException {
    haveData(Rule.all().stream().map(Rule::expression).flatMap(LiveMetricsTest::labels));
  }

  @Test
  void eachPanelHasData() throws IOException {
    List<Panel> panels = Panel.all();
    haveData(panels.stream().flatMap(Panel::queries));
    haveData(panels.stream().flatMap(Panel::queries).flatMap(LiveMetricsTest::labels));
  }

  @Test
  void eachRuleIsEvaluatedWithoutFault() throws IOException {
    long rules = Rule.all().size();
    eventually(
        () ->
            assertThat(
                    Rule.elements(prometheus.rules())
                        .flatMap(group -> Rule.elements(group.path("rules"))))
                .hasSize(Math.toIntExact(rules))
                .allSatisfy(
                    rule ->
                        assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok")));
  }

  /** An alert's expression that says 0 or 1 in place of nothing or something. */
  private static String compared(String expression) {
    return LIMIT
        .matcher(ABSENT.matcher(expression.strip()).replaceFirst("$1"))
        .replaceAll("$1 bool ");
  }

  /**
   * For each label of each selector, a query for series that have it: a ratio with a default would
   * hide its lack.
   */
  private static Stream<String> labels(String expression) {
    return SELECTOR
        .matcher(expression)
        .results()
        .flatMap(
            selector ->
                LABEL
                    .matcher(selector.group(2))
                    .results()
                    .map(label -> selector.group(1) + "{" + label.group(1) + "!=\"\"}"));
  }

  private static void haveData(Stream<String> queries) {
    List<String> all = queries.distinct().toList();
    eventually(
        () ->
            assertThat(all.stream().filter(query -> !prometheus.hasData(query)))
                .as("queries without data")
                .isEmpty());
  }

  private static void eventually(Runnable check) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              service.round();
              check.run();
            });
  }
}
