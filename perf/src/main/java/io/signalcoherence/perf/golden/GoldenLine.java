package io.signalcoherence.perf.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a golden file as a receiver sees it, and what it must make of it: of the lines with
 * one key the first counts, one that says the same is a duplicate, another a conflict.
 *
 * @param key its identity
 * @param content what it says, however it is spelled
 * @param fate what must become of it, if each tenant's lines come in file order
 * @param text the line, without its line feed
 */
public record GoldenLine(Key key, Content content, Fate fate, String text) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** The dedupe key. */
  public record Key(String tenant, String source, String id, Instant ts) {}

  /**
   * What a line says.
   *
   * @param value rounded half-even to 9 decimals, as at admission
   * @param weight to 6
   * @param attributes as JSON text; empty if there are none
   */
  public record Content(String type, BigDecimal value, BigDecimal weight, String attributes) {}

  /** What a receiver must make of a line. */
  public enum Fate {
    ACCEPTED,
    DUPLICATE,
    CONFLICT
  }

  /**
   * Reads a file that is not gzipped.
   *
   * @throws IOException when it can't be read, or is no golden file
   */
  public static List<GoldenLine> read(Path file) throws IOException {
    List<GoldenLine> lines = new ArrayList<>();
    Map<Key, Content> first = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        JsonNode node = JSON.readTree(text);
        Key key =
            new Key(
                node.path("tenant_id").asText(),
                node.path("source").asText(),
                node.path("signal_id").asText(),
                OffsetDateTime.parse(node.path("ts").asText()).toInstant());
        Content content = content(node);
        Content stored = first.putIfAbsent(key, content);
        lines.add(new GoldenLine(key, content, fate(content, stored), text));
      }
    }
    return lines;
  }

  private static Fate fate(Content content, @Nullable Content stored) {
    if (stored == null) {
      return Fate.ACCEPTED;
    }
    return stored.equals(content) ? Fate.DUPLICATE : Fate.CONFLICT;
  }

  private static Content content(JsonNode node) {
    JsonNode weight = node.path("weight");
    return new Content(
        node.path("type").asText(),
        node.path("value").decimalValue().setScale(9, RoundingMode.HALF_EVEN),
        (weight.isMissingNode() ? BigDecimal.ONE : weight.decimalValue())
            .setScale(6, RoundingMode.HALF_EVEN),
        node.has("attributes") ? node.path("attributes").toString() : "");
  }
}
