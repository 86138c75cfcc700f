package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What JSON is, by Jackson's tree model over characters; our decoders read tokens over bytes. The
 * JDK says what UTF-8 is.
 */
final class JsonOracle {

  private static final int MAX_DEPTH = 256;
  private static final JsonMapper LAX = mapper(false);
  private static final JsonMapper STRICT = mapper(true);

  private JsonOracle() {}

  /** The tree of a document without repeated members; empty if it is none. */
  static Optional<JsonNode> strict(byte[] document) {
    return tree(STRICT, document);
  }

  /** The tree of a document, members repeated or not; empty if it is none. */
  static Optional<JsonNode> lax(byte[] document) {
    return tree(LAX, document);
  }

  static boolean isUtf8(byte[] bytes) {
    return Arrays.equals(text(bytes).getBytes(StandardCharsets.UTF_8), bytes);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON string. */
  static String quoted(String text) {
    try {
      return LAX.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<JsonNode> tree(JsonMapper mapper, byte[] document) {
    String text = text(document);
    if (!isUtf8(document) || text.startsWith("\uFEFF")) {
      return Optional.empty();
    }
    try {
      JsonNode tree = mapper.readTree(text);
      return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
    } catch (JsonProcessingException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonMapper mapper(boolean strict) {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }
}
