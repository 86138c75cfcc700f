package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.adapter.http.description.MetaSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code openapi.json} is valid, closed in itself and complete in its examples. */
final class OpenApiDocumentTest {

  private static final ApiDocument DOCUMENT = ApiDocument.STANDARD;

  @Test
  void isValidByTheOfficialSchemaOfOpenApi31() {
    assertThat(MetaSchema.faults(ApiDocument.standard())).isEmpty();
  }

  @Test
  void officialSchemaNoticesABrokenDocumentAndABrokenSchemaInIt() {
    ObjectNode untitled = (ObjectNode) ApiDocument.standard();
    ((ObjectNode) untitled.get("info")).remove("title");
    ObjectNode mistyped = (ObjectNode) ApiDocument.standard();
    ((ObjectNode) mistyped.at("/components/schemas/TenantId")).put("maxLength", "many");

    assertThat(MetaSchema.faults(untitled)).isNotEmpty();
    assertThat(MetaSchema.faults(mistyped)).isNotEmpty();
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() {
    Set<String> components = new HashSet<>();
    for (String kind : DOCUMENT.members("/components")) {
      components.addAll(DOCUMENT.members(kind));
    }
    Set<String> referred = new HashSet<>();
    for (JsonNode reference : ApiDocument.standard().findValues("$ref")) {
      referred.add(reference.asText().substring(1));
    }
    for (JsonNode mapping : ApiDocument.standard().findValues("mapping")) {
      mapping.forEach(reference -> referred.add(reference.asText().substring(1)));
    }

    assertThat(components).containsAll(referred);
    components.removeAll(referred);
    assertThat(components).containsExactly("/components/schemas/Problem");
  }

  @Test
  void operationIdsAreUnique() {
    List<String> ids =
        ApiDocument.standard().findValues("operationId").stream().map(JsonNode::asText).toList();

    assertThat(ids).hasSize(DOCUMENT.members("/paths").size()).doesNotHaveDuplicates();
  }

  @Test
  void everyObjectSaysWhetherItMayHaveOtherMembers() {
    for (String schema : DOCUMENT.members("/components/schemas")) {
      if (DOCUMENT.at(schema + "/type").asText().equals("object")) {
        assertThat(DOCUMENT.at(schema).has("additionalProperties")).as(schema).isTrue();
      }
    }
  }

  @Test
  void everyGoodExampleIsValidByTheSchemaThatItIsAnExampleOf() {
    Set<String> bad =
        Set.of("misspelt", "outOfRange", "many", "halfAMinute", "aboveOne", "otherVersion");
    List<String> seen = new ArrayList<>();
    for (String holder : holders()) {
      for (String example : DOCUMENT.members(holder + "/examples")) {
        String name = example.substring(example.lastIndexOf('/') + 1);
        if (!bad.contains(name) || holder.contains("/responses/")) {
          assertThat(DOCUMENT.faults(holder + "/schema", DOCUMENT.at(example + "/value")))
              .as(example)
              .isEmpty();
          seen.add(name);
        }
      }
    }
    assertThat(seen).contains("first", "binaryEvent", "events", "counted", "acme", "misspelt");
  }

  /** The pointers to whatever may have examples: parameters, and bodies of a media type. */
  private static List<String> holders() {
    List<String> holders = new ArrayList<>(DOCUMENT.members("/components/parameters"));
    List<String> bodies = new ArrayList<>();
    for (String path : DOCUMENT.members("/paths")) {
      for (String operation : DOCUMENT.members(path)) {
        holders.addAll(DOCUMENT.members(operation + "/parameters"));
        bodies.add(operation + "/requestBody");
        bodies.addAll(DOCUMENT.members(operation + "/responses"));
      }
    }
    for (String body : bodies) {
      holders.addAll(DOCUMENT.members(DOCUMENT.follow(body) + "/content"));
    }
    return holders;
  }

  @Test
  void versionIsThatOfTheProject() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = DOCUMENT.at("/info/version").asText();

    assertThat(pom).contains("<version>" + version + ".");
  }

  @Test
  void limitsInTheFileAreThoseThatHoldByDefault() {
    assertThat(limits(ApiDocument.standard()))
        .isEqualTo(OpenApiDocument.limits(HttpConfig.STANDARD));
    assertThat(DOCUMENT.at("/paths/~1livez/servers/0/url").asText())
        .isEqualTo("http://" + HttpConfig.STANDARD.management());
  }

  /** The limits that a document tells. */
  static Map<String, Long> limits(JsonNode document) {
    Map<String, Long> limits = new java.util.HashMap<>();
    document
        .get("x-limits")
        .properties()
        .forEach(limit -> limits.put(limit.getKey(), limit.getValue().get("value").asLong()));
    return limits;
  }
}
