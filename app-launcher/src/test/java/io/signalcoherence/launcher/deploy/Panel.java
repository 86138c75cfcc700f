package io.signalcoherence.launcher.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A panel of the dashboard with the queries that it draws, and the row that it stands in. */
record Panel(String row, JsonNode json) {

  static final Path DASHBOARD = Path.of("deploy", "grafana", "signal-coherence.json");

  private static final Map<String, String> CHOSEN =
      Map.of("$job", "signal-coherence", "$instance", ".*", "$__rate_interval", "1m");

  /** All panels, in the dashboard's order. */
  static List<Panel> all() throws IOException {
    Stream.Builder<Panel> panels = Stream.builder();
    String row = "";
    for (JsonNode panel : dashboard().path("panels")) {
      if (panel.path("type").asText().equals("row")) {
        row = panel.path("title").asText();
      } else {
        panels.add(new Panel(row, panel));
      }
    }
    return panels.build().toList();
  }

  static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(DASHBOARD.toFile());
  }

  String title() {
    return json.path("title").asText();
  }

  /** What it asks, as it stands in the file. */
  Stream<String> written() {
    return Rule.elements(json.path("targets")).map(target -> target.path("expr").asText());
  }

  /** What it asks when all instances of the delivered job are chosen. */
  Stream<String> queries() {
    return written().map(Panel::chosen);
  }

  private static String chosen(String query) {
    String result = query;
    for (Map.Entry<String, String> variable : CHOSEN.entrySet()) {
      result = result.replace(variable.getKey(), variable.getValue());
    }
    return result;
  }
}
