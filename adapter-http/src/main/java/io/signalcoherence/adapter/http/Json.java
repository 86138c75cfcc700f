package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** The JSON that is read and written here. */
final class Json {

  /**
   * A number of more characters is refused where it stands. Jackson's own bound would end the
   * reading of all that follows.
   */
  static final int MAX_NUMBER_LENGTH = 1_000;

  /** Beyond it a document is refused as a whole; a signal's own bound is far below. */
  private static final int MAX_DOCUMENT_DEPTH = 256;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DOCUMENT_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .build();

  private static final int FIRST_BLOCK = 512;

  private Json() {}

  /** Writes one document. */
  @FunctionalInterface
  interface Document {
    void write(JsonGenerator out) throws IOException;
  }

  static byte[] bytes(Document document) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(FIRST_BLOCK);
        JsonGenerator out = FACTORY.createGenerator(bytes)) {
      document.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a document in memory", e);
    }
  }

  /** Writes a number as it is, without an exponent. */
  static void number(JsonGenerator out, String name, BigDecimal value) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(value.toPlainString());
  }
}
