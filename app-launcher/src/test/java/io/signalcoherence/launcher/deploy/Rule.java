package io.signalcoherence.launcher.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A recording rule or an alert as the rules file has it; a recording rule has neither severity nor
 * runbook.
 */
record Rule(String name, boolean alerts, String expression, String severity, String runbook) {

  static final Path FOLDER = Path.of("deploy", "prometheus");
  static final String FILE = "signal-coherence.rules.yml";
  static final String CASES = "signal-coherence.test.yml";

  /** All rules, in the file's order. */
  static List<Rule> all() throws IOException {
    return elements(file(FILE).path("groups"))
        .flatMap(group -> elements(group.path("rules")))
        .map(Rule::of)
        .toList();
  }

  static JsonNode file(String name) throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve(name).toFile());
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Rule of(JsonNode rule) {
    boolean alerts = rule.has("alert");
    return new Rule(
        rule.path(alerts ? "alert" : "record").asText(),
        alerts,
        rule.path("expr").asText(),
        rule.path("labels").path("severity").asText(),
        rule.path("annotations").path("runbook_url").asText());
  }
}
