package io.signalcoherence.perf.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lines of a golden file, read as a receiver would read them. */
final class GoldenFileTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final GoldenPlan PLAN = new GoldenPlan(42, LocalDate.of(2023, 12, 31), 2, 1000);

  private static GoldenManifest manifest;
  private static final List<JsonNode> LINES = new ArrayList<>();

  @BeforeAll
  static void generate() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest = new GoldenGenerator(PLAN).writeTo(out);
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        LINES.add(JSON.readTree(line));
      }
    }
  }

  @Test
  void fileOrderGivesTheFatesOfTheManifest() {
    Map<String, Integer> accepted = new HashMap<>();
    Map<String, Integer> duplicate = new HashMap<>();
    Map<String, Integer> conflict = new HashMap<>();
    Map<List<Object>, List<Object>> first = new HashMap<>();
    for (JsonNode line : LINES) {
      String tenant = line.get("tenant_id").textValue();
      List<Object> known = first.putIfAbsent(key(line), content(line));
      Map<String, Integer> fate =
          known == null ? accepted : known.equals(content(line)) ? duplicate : conflict;
      fate.merge(tenant, 1, Integer::sum);
    }
    assertThat(manifest.tenants())
        .hasSize(10)
        .allSatisfy(
            tenant -> {
              assertThat(accepted).containsEntry(tenant.tenant(), (int) tenant.accepted());
              assertThat(duplicate).containsEntry(tenant.tenant(), (int) tenant.duplicate());
              assertThat(conflict).containsEntry(tenant.tenant(), (int) tenant.conflict());
              assertThat(tenant.accepted()).isEqualTo(2000);
              assertThat(tenant.duplicate()).isEqualTo(60);
              assertThat(tenant.conflict()).isEqualTo(10);
            });
    assertThat(manifest.lines()).isEqualTo(LINES.size());
  }

  @Test
  void eachDayOfEachTenantHasItsShare() {
    Map<List<Object>, Integer> perDay = new HashMap<>();
    Map<List<Object>, Boolean> seen = new HashMap<>();
    for (JsonNode line : LINES) {
      if (seen.put(key(line), true) == null) {
        LocalDate day = LocalDate.ofInstant(ts(line), ZoneOffset.UTC);
        perDay.merge(List.of(line.get("tenant_id").textValue(), day), 1, Integer::sum);
      }
    }
    assertThat(perDay).hasSize(20).allSatisfy((day, count) -> assertThat(count).isEqualTo(1000));
  }

  @Test
  void signalsComeOutOfOrderAndSomeComeLate() {
    int overtaken = 0;
    int late = 0;
    Instant latest = Instant.MIN;
    for (JsonNode line : LINES) {
      Instant ts = ts(line);
      if (ts.isBefore(latest)) {
        overtaken++;
        late += Duration.between(ts, latest).compareTo(Duration.ofMinutes(10)) > 0 ? 1 : 0;
      } else {
        latest = ts;
      }
    }
    assertThat(overtaken).isGreaterThan(LINES.size() / 4);
    assertThat(late).isBetween(LINES.size() / 100, LINES.size() / 10);
  }

  @Test
  void respelledResendsAndRoundedValuesOccur() {
    assertThat(LINES.stream().filter(line -> line.get("ts").textValue().endsWith("+01:00")))
        .hasSizeGreaterThan(50);
    assertThat(LINES.stream().filter(line -> line.get("value").decimalValue().scale() > 9))
        .isNotEmpty();
    assertThat(LINES.stream().filter(line -> line.has("attributes"))).isNotEmpty();
    assertThat(LINES.stream().filter(line -> !line.has("weight"))).isNotEmpty();
  }

  @Test
  void theSeedDeterminesEveryByte() throws IOException {
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    GoldenManifest same = new GoldenGenerator(PLAN).writeTo(again);
    assertThat(same).isEqualTo(manifest);
    GoldenManifest other =
        new GoldenGenerator(new GoldenPlan(43, PLAN.start(), 2, 1000))
            .writeTo(new ByteArrayOutputStream());
    assertThat(other.data().sha256()).isNotEqualTo(manifest.data().sha256());
  }

  private static Instant ts(JsonNode line) {
    return OffsetDateTime.parse(line.get("ts").textValue()).toInstant();
  }

  private static List<Object> key(JsonNode line) {
    return List.of(
        line.get("tenant_id").textValue(),
        line.get("source").textValue(),
        line.get("signal_id").textValue(),
        ts(line).truncatedTo(ChronoUnit.MICROS));
  }

  private static List<Object> content(JsonNode line) {
    BigDecimal weight = line.has("weight") ? line.get("weight").decimalValue() : BigDecimal.ONE;
    return List.of(
        line.get("type").textValue(),
        line.get("value").decimalValue().setScale(9, RoundingMode.HALF_EVEN),
        weight.setScale(6, RoundingMode.HALF_EVEN),
        line.path("attributes").toString());
  }
}
