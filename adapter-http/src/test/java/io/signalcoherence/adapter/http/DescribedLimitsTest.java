package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.in.ExploreSignals.TrailQuestion;
import io.signalcoherence.ports.in.HistoryRange;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ModelVersion;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.Tag;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.model.Weight;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema of the document takes a value just if the value's type does. */
final class DescribedLimitsTest {

  private static final ApiDocument DOCUMENT = ApiDocument.STANDARD;
  private static final String SCHEMAS = "/components/schemas/";

  static Stream<Arguments> texts() {
    return Stream.of(
        text("TenantId", TenantId.MAX_LENGTH, TenantId::new),
        text("SourceId", SourceId.MAX_LENGTH, SourceId::new),
        text("SignalId", SignalId.MAX_LENGTH, SignalId::new),
        text("SignalType", SignalType.MAX_LENGTH, SignalType::new),
        text("Region", Region.MAX_LENGTH, Region::new),
        text("PolicyTag", Tag.MAX_LENGTH, Tag::new));
  }

  private static Arguments text(String schema, int max, Consumer<String> type) {
    return Arguments.of(schema, max, type);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textIsTakenJustIfItsTypeTakesIt(String schema, int max, Consumer<String> type) {
    assertThat(DOCUMENT.at(SCHEMAS + schema + "/maxLength").asInt()).isEqualTo(max);
    for (String unit : List.of("a", "ü", "\uD83D\uDE00")) {
      assertSame(schema, type, unit.repeat(max));
      assertSame(schema, type, unit.repeat(max + 1));
    }
    assertSame(schema, type, "");
    for (int c = 0; c <= 0xA1; c++) {
      assertSame(schema, type, "a" + (char) c);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31T12:00:00Z",
        "2024-01-31t12:00:00z",
        "2024-01-31T12:00:00.1234567891Z",
        "2024-01-31T12:00:00.Z",
        "2024-01-31T12:00:00,5Z",
        "2024-01-31T12:00:60Z",
        "2024-01-31T12:00:00",
        "2024-01-31T12:00Z",
        "2024-01-31 12:00:00Z",
        "2024-01-31T12:00:00+23:59",
        "2024-01-31T12:00:00-05:30",
        "2024-01-31T12:00:00+0530",
        "02024-01-31T12:00:00Z",
        "2024-1-31T12:00:00Z",
        ""
      })
  void timeIsTakenJustIfItsTypeTakesIt(String time) {
    assertSame("EventTime", EventTime::parse, time);
  }

  @Test
  void timeMayHaveSoManyCharactersAndNoMore() {
    String start = "2024-01-31T12:00:00.";
    for (int length : new int[] {64, 65}) {
      String time = start + "1".repeat(length - start.length() - 1) + "Z";
      assertSame("EventTime", EventTime::parse, time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "1.0",
        "0.5",
        "1e-400",
        "-1e-400",
        "1.0000000001",
        "-0.0000000001",
        "2",
        "1e3"
      })
  void valueIsTakenJustIfItsTypeTakesIt(String number) {
    assertNumber("SignalValue", SignalValue::of, number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1",
        "0.000001",
        "0.0000005",
        "0.00000051",
        "0.0000004",
        "1e-400",
        "1000000",
        "1000000.0",
        "1000000.0000001",
        "1e7"
      })
  void weightIsTakenJustIfItsTypeTakesIt(String number) {
    assertNumber("Weight", Weight::of, number);
  }

  @Test
  void boundsOfQuestionsAreThoseOfTheirTypes() {
    JsonNode top = DOCUMENT.at("/components/parameters/Top/schema");
    assertThat(top.get("maximum").asInt()).isEqualTo(CoherenceQuestion.MAX_TOP);
    assertThat(top.get("default").asInt()).isEqualTo(CoherenceQuestion.DEFAULT_TOP);
    assertThat(DOCUMENT.at(SCHEMAS + "Explanation/properties/top/maxItems").asInt())
        .isEqualTo(CoherenceQuestion.MAX_TOP);
    assertThat(DOCUMENT.at(SCHEMAS + "CoherenceHistory/properties/points/maxItems").asInt())
        .isEqualTo(AsOfGrid.MOST_POINTS);
    JsonNode step = DOCUMENT.at("/components/parameters/Step");
    assertThat(step.at("/schema/default").asText()).isEqualTo(HistoryRange.DEFAULT_STEP.toString());
    assertThat(step.get("description").asText())
        .contains("from PT1M to P" + AsOfGrid.MOST_STEP_DAYS + "D");
  }

  @Test
  void boundsOfAttributesAreThoseOfTheirType() {
    JsonNode attributes = DOCUMENT.at(SCHEMAS + "Attributes");
    assertThat(attributes.get("x-max-bytes").asInt()).isEqualTo(Attributes.MAX_BYTES);
    assertThat(attributes.get("x-max-depth").asInt()).isEqualTo(Attributes.MAX_DEPTH);
  }

  @Test
  void wordsAreThoseOfTheModel() {
    assertWords("RejectionReason/enum", RejectionReason.values(), RejectionReason::wireName);
    assertWords("UndeterminedCause/enum", UndeterminedCause.values(), UndeterminedCause::wireName);
    assertWords("Status/enum", Status.values(), Status::name);
    assertWords("Provenance/properties/channel/enum", Channel.values(), Channel::wireName);
    assertThat(ModelVersion.values()).hasSize(1);
    assertThat(DOCUMENT.at(SCHEMAS + "CoherenceScore/properties/model_version/const").asText())
        .isEqualTo(ModelVersion.V1.wireName());
    assertThat(DOCUMENT.at(SCHEMAS + "RejectedReceipt/properties/detail/description").asText())
        .contains("first " + ReceiptReply.DETAILED + " rejections");
  }

  @Test
  void signalHasTheFieldsThatAreRead() {
    List<String> fields = Arrays.stream(SignalField.values()).map(SignalField::wireName).toList();
    for (String schema : List.of("Signal", "SignalData")) {
      assertThat(DOCUMENT.at(SCHEMAS + schema + "/properties").properties())
          .extracting(java.util.Map.Entry::getKey)
          .containsExactlyInAnyOrderElementsOf(fields);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AAAA", "AQAAAAEAAAAAAAAABwAAAAAAAAAq", "AQAAAAEAAAAAAAAABwAAAAAAAAA*"})
  void tokenIsTakenJustIfItsTypeTakesIt(String token) {
    assertSame("CommitToken", CommitToken::decode, token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01972b8a-5c00-7000-8000-000000000001",
        "01972B8A-5C00-7000-8000-000000000001",
        "01972b8a-5c00-4000-8000-000000000001",
        "01972b8a-5c00-7000-c000-000000000001",
        "01972b8a5c0070008000000000000001",
        "1-2-7003-8004-5",
        ""
      })
  void provenanceIdIsTakenJustIfItsTypeTakesIt(String id) {
    assertSame("ProvenanceId", ProvenanceId::parse, id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0000000004",
        "0.0000000005",
        "0.00000000051",
        "1e-400",
        "0.25",
        "1",
        "1.0000000001",
        "-0.1"
      })
  void thresholdIsTakenJustIfItsTypeTakesIt(String number) {
    String threshold = "/components/parameters/Threshold/schema";
    assertThat(DOCUMENT.faults(threshold, DecimalNode.valueOf(new BigDecimal(number))).isEmpty())
        .as(number)
        .isEqualTo(isTaken(() -> Dissenter.requireThreshold(Ratio.of(number))));
  }

  @Test
  void boundsOfQuestionsAboutSingleSignalsAreThoseOfTheirTypes() {
    JsonNode most = DOCUMENT.at("/components/parameters/Most/schema");
    assertThat(most.get("maximum").asInt()).isEqualTo(TrailQuestion.MAX_MOST);
    assertThat(most.get("default").asInt()).isEqualTo(TrailQuestion.DEFAULT_MOST);
    assertThat(DOCUMENT.at(SCHEMAS + "Trail/properties/others/maxItems").asInt())
        .isEqualTo(TrailQuestion.MAX_MOST);
    JsonNode threshold = DOCUMENT.at("/components/parameters/Threshold/schema");
    assertThat(new Ratio(threshold.get("default").decimalValue()))
        .isEqualTo(DissentQuestion.DEFAULT_THRESHOLD);
    assertThat(threshold.get("maximum").asInt()).isEqualTo(1);
    assertWords("UntracedRequest/properties/channel/enum", Channel.values(), Channel::wireName);
  }

  private static <E> void assertWords(String pointer, E[] values, Function<E, String> word) {
    assertThat(DOCUMENT.at(SCHEMAS + pointer))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Arrays.stream(values).map(word).toList());
  }

  private static void assertNumber(String schema, Consumer<BigDecimal> type, String number) {
    BigDecimal value = new BigDecimal(number);
    assertThat(DOCUMENT.faults(SCHEMAS + schema, DecimalNode.valueOf(value)).isEmpty())
        .as(schema + " " + number)
        .isEqualTo(isTaken(() -> type.accept(value)));
  }

  private static void assertSame(String schema, Consumer<String> type, String text) {
    assertThat(DOCUMENT.faults(SCHEMAS + schema, TextNode.valueOf(text)).isEmpty())
        .as(schema + " '" + text + "'")
        .isEqualTo(isTaken(() -> type.accept(text)));
  }

  private static boolean isTaken(Runnable make) {
    try {
      make.run();
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
