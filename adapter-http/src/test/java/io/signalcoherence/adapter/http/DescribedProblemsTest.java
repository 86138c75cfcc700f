package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.adapter.http.description.ApiDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The problems in the document are those of the code. */
final class DescribedProblemsTest {

  private static final ApiDocument DOCUMENT = ApiDocument.STANDARD;
  private static final String PROBLEM = "/content/application~1problem+json/schema";

  @Test
  void problemsOfTheDocumentAreThoseOfTheCode() {
    Map<String, JsonNode> described = new HashMap<>();
    for (String schema : DOCUMENT.members("/components/schemas")) {
      JsonNode type = DOCUMENT.at(schema + "/properties/type/const");
      if (!type.isMissingNode()) {
        described.put(type.asText(), DOCUMENT.at(schema));
      }
    }
    for (Problem problem : Problem.values()) {
      JsonNode schema = described.remove(problem.type());
      assertThat(schema).as(problem.type()).isNotNull();
      assertThat(schema.at("/properties/status/const").asInt()).isEqualTo(problem.status());
      assertThat(schema.get("title").asText()).isEqualTo(problem.title());
      assertThat(schema.get("description").asText()).isEqualTo(problem.meaning());
    }
    assertThat(described).isEmpty();
  }

  @Test
  void unionOfProblemsHasEachAndTellsThemApartByType() {
    Set<String> types = types("/components/schemas/Problem");

    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            java.util.Arrays.stream(Problem.values()).map(Problem::type).toList());
  }

  @Test
  void everyProblemIsTheAnswerOfAnOperationWithItsOwnStatus() {
    Set<String> answered = new TreeSet<>();
    for (String response : responses()) {
      String status = response.substring(response.lastIndexOf('/') + 1);
      String schema = DOCUMENT.follow(response) + PROBLEM;
      if (DOCUMENT.at(schema).isMissingNode()) {
        continue;
      }
      for (String type : types(DOCUMENT.follow(schema))) {
        answered.add(type);
        assertThat(problem(type).status()).as(response).isEqualTo(Integer.parseInt(status));
      }
    }
    assertThat(answered).hasSize(Problem.values().length);
  }

  /** The types of one problem, or of a union; a union's mapping must be what it says it is. */
  private static Set<String> types(String schema) {
    Set<String> types = new TreeSet<>();
    if (DOCUMENT.at(schema + "/oneOf").isMissingNode()) {
      types.add(DOCUMENT.at(schema + "/properties/type/const").asText());
      return types;
    }
    List<String> mapped = new ArrayList<>();
    DOCUMENT
        .at(schema + "/discriminator/mapping")
        .properties()
        .forEach(entry -> mapped.add(entry.getKey() + entry.getValue().asText()));
    List<String> parts = new ArrayList<>();
    for (String part : DOCUMENT.members(schema + "/oneOf")) {
      String type = DOCUMENT.at(DOCUMENT.follow(part) + "/properties/type/const").asText();
      types.add(type);
      parts.add(type + "#" + DOCUMENT.follow(part));
    }
    assertThat(mapped).as(schema).containsExactlyInAnyOrderElementsOf(parts);
    return types;
  }

  private static List<String> responses() {
    List<String> responses = new ArrayList<>();
    responses.addAll(pointers("/x-any-request/responses"));
    for (String path : DOCUMENT.members("/paths")) {
      for (String operation : DOCUMENT.members(path)) {
        responses.addAll(pointers(operation + "/responses"));
      }
    }
    return responses;
  }

  private static List<String> pointers(String responses) {
    return DOCUMENT.members(responses);
  }

  private static Problem problem(String type) {
    return java.util.Arrays.stream(Problem.values())
        .filter(problem -> problem.type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
