package io.signalcoherence.adapter.http.description;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.OpenApi31;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenAPI document by JSON pointers. Safe for use by many threads. */
public final class ApiDocument {

  /** Reads numbers with all their digits. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What stands at the top of a document, which is no schema itself. */
  private static final Set<String> OF_DOCUMENTS =
      Set.of("openapi", "info", "servers", "tags", "security", "paths", "components");

  private static final String IRI = "https://signalcoherence.io/openapi.json";

  /** The document with the limits that hold by default. */
  public static final ApiDocument STANDARD = new ApiDocument(standard());

  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  /** Of a tree that is not changed any more. */
  public ApiDocument(JsonNode root) {
    this.root = root;
    this.registry =
        SchemaRegistry.withDialect(
            Dialect.builder(OpenApi31.getInstance())
                .unknownKeywordFactory((name, context) -> unknown(name))
                .build(),
            builder -> builder.schemas(Map.of(IRI, root.toString())));
  }

  /** An unknown keyword would hold nothing to anything: it must be an extension. */
  private static Keyword unknown(String name) {
    if (name.startsWith("x-") || OF_DOCUMENTS.contains(name)) {
      return new NonValidationKeyword(name);
    }
    throw new IllegalArgumentException(name + ": no keyword of a schema");
  }

  /** The default document as a tree of its own. */
  public static JsonNode standard() {
    try (InputStream file =
        ApiDocument.class.getResourceAsStream("/io/signalcoherence/adapter/http/openapi.json")) {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the document", e);
    }
  }

  /** What stands at a pointer; a missing node if nothing does. */
  public JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** The pointer to what a reference at a pointer means; the pointer itself if there is none. */
  public String follow(String pointer) {
    String here = pointer;
    while (root.at(here).has("$ref")) {
      here = root.at(here).get("$ref").asText().substring(1);
    }
    return here;
  }

  /** A name as a part of a pointer. */
  public static String part(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The pointers to the members of what stands at a pointer, references followed. */
  public List<String> members(String pointer) {
    String here = follow(pointer);
    JsonNode node = root.at(here);
    List<String> members = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        members.add(here + "/" + i);
      }
    } else {
      Iterator<String> names = node.fieldNames();
      names.forEachRemaining(name -> members.add(here + part(name)));
    }
    return members;
  }

  /** What is wrong with an instance by the schema at a pointer. */
  public List<String> faults(String pointer, JsonNode instance) {
    Schema schema = schemas.computeIfAbsent(pointer, this::schema);
    List<Error> errors = schema.validate(instance);
    return errors.stream().map(Error::toString).toList();
  }

  private Schema schema(String pointer) {
    String fragment = pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
    return registry.getSchema(SchemaLocation.of(IRI + "#" + fragment));
  }
}
