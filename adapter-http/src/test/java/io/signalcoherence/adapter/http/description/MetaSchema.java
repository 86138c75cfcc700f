package io.signalcoherence.adapter.http.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The official schema of OpenAPI 3.1 documents, with that of the schemas within them. */
public final class MetaSchema {

  private static final String SITE = "https://spec.openapis.org/oas/3.1/";
  private static final String WHOLE = SITE + "schema-base/2022-10-07";
  private static final Schema SCHEMA = load();

  private MetaSchema() {}

  /** What is wrong with a document. */
  public static List<String> faults(JsonNode document) {
    return SCHEMA.validate(document).stream().map(Error::toString).toList();
  }

  private static Schema load() {
    Map<String, String> parts =
        Stream.of(WHOLE, SITE + "schema/2022-10-07", SITE + "dialect/base", SITE + "meta/base")
            .collect(Collectors.toMap(Function.identity(), MetaSchema::text));
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(parts))
        .getSchema(SchemaLocation.of(WHOLE));
  }

  private static String text(String iri) {
    String path = iri.replace("https:/", "");
    try (InputStream file = MetaSchema.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
