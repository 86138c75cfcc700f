package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.ports.corpus.TimeOracle;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Weight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which documents are signals, told from their tree and the rules as they are documented. */
final class SignalOracle {

  private static final Set<String> FIELDS =
      Set.of(
          "tenant_id",
          "source",
          "signal_id",
          "ts",
          "type",
          "value",
          "weight",
          "residency",
          "attributes");
  private static final BigDecimal TINY = new BigDecimal("1e-20");
  private static final int LONGEST_EXPONENT = 1_000_000;

  /** The document is no signal. */
  private static final class None extends Exception {
    private static final long serialVersionUID = 1L;

    None() {
      super(null, null, false, false);
    }
  }

  private SignalOracle() {}

  /** The signal that the tree is; empty if it is none. */
  static Optional<Signal> signal(JsonNode tree) {
    try {
      return Optional.of(read(tree));
    } catch (None e) {
      return Optional.empty();
    }
  }

  /** The attributes that the tree is; empty if it is none. */
  static Optional<Attributes> attributes(JsonNode tree) {
    try {
      return Optional.of(object(tree));
    } catch (None e) {
      return Optional.empty();
    }
  }

  /** A document that says the same. */
  static String written(Signal signal) {
    SignalKey key = signal.key();
    return "{\"tenant_id\":%s,\"source\":%s,\"signal_id\":%s,\"ts\":\"%s\","
            .formatted(
                JsonOracle.quoted(key.tenant().value()),
                JsonOracle.quoted(key.source().value()),
                JsonOracle.quoted(key.id().value()),
                key.ts())
        + "\"type\":%s,".formatted(JsonOracle.quoted(signal.type().value()))
        + payload(signal)
        + "}";
  }

  /** The members of a document that are no part of the key, nor the type. */
  static String payload(Signal signal) {
    String residency = signal.residency().map(it -> JsonOracle.quoted(it.value())).orElse("null");
    String attributes =
        signal.attributes().isPresent() ? signal.attributes().canonicalText() : "null";
    return "\"value\":%s,\"weight\":%s,\"residency\":%s,\"attributes\":%s"
        .formatted(signal.value(), signal.weight(), residency, attributes);
  }

  private static Signal read(JsonNode tree) throws None {
    require(tree.isObject());
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      require(FIELDS.contains(member.getKey()));
    }
    String ts = text(tree.path("ts"), Integer.MAX_VALUE);
    EventTime time =
        TimeOracle.read(ts)
            .filter(it -> !it.isBefore(EventTime.EARLIEST) && it.toString().charAt(0) != '+')
            .map(EventTime::new)
            .orElseThrow(None::new);
    return new Signal(
        new SignalKey(
            new TenantId(text(tree.path("tenant_id"), 128)),
            new SourceId(text(tree.path("source"), 256)),
            new SignalId(text(tree.path("signal_id"), 256)),
            time),
        new SignalType(text(tree.path("type"), 128)),
        value(tree.path("value")),
        isAbsent(tree.path("weight")) ? Weight.ONE : weight(tree.path("weight")),
        isAbsent(tree.path("residency"))
            ? Optional.empty()
            : Optional.of(new Region(text(tree.path("residency"), 64))),
        isAbsent(tree.path("attributes")) ? Attributes.NONE : object(tree.path("attributes")));
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static String text(JsonNode node, int longest) throws None {
    require(node.isTextual());
    String text = node.textValue();
    require(!text.isEmpty() && text.codePointCount(0, text.length()) <= longest);
    require(text.chars().noneMatch(c -> c < 0x20 || (c >= 0x7F && c < 0xA0)));
    return encodable(text);
  }

  private static String encodable(String text) throws None {
    require(StandardCharsets.UTF_8.newEncoder().canEncode(text));
    return text;
  }

  private static SignalValue value(JsonNode node) throws None {
    BigDecimal number = number(node);
    require(number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0);
    return new SignalValue(rounded(number, 9));
  }

  private static Weight weight(JsonNode node) throws None {
    BigDecimal number = number(node);
    require(number.signum() > 0 && number.compareTo(new BigDecimal("1e6")) <= 0);
    long millionths = rounded(number, 6);
    require(millionths > 0);
    return new Weight(millionths);
  }

  private static BigDecimal number(JsonNode node) throws None {
    require(node.isNumber());
    return node.decimalValue();
  }

  private static long rounded(BigDecimal number, int decimals) {
    return number.compareTo(TINY) < 0
        ? 0
        : number.setScale(decimals, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }

  private static Attributes object(JsonNode tree) throws None {
    require(tree.isObject());
    JsonValue value = json(tree, 1);
    return Attributes.of((JsonValue.Obj) value);
  }

  private static JsonValue json(JsonNode node, int depth) throws None {
    require(depth <= Attributes.MAX_DEPTH || !node.isContainerNode());
    if (node.isObject()) {
      SortedMap<String, JsonValue> members = new TreeMap<>();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        members.put(encodable(member.getKey()), json(member.getValue(), depth + 1));
      }
      return new JsonValue.Obj(members);
    }
    if (node.isArray()) {
      List<JsonValue> items = new ArrayList<>();
      for (JsonNode item : node) {
        items.add(json(item, depth + 1));
      }
      return new JsonValue.Array(items);
    }
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      long exponent = number.precision() - 1L - number.scale();
      require(number.signum() == 0 || Math.abs(exponent) <= LONGEST_EXPONENT);
      return new JsonValue.Num(number);
    }
    if (node.isTextual()) {
      return new JsonValue.Str(encodable(node.textValue()));
    }
    return node.isBoolean() ? new JsonValue.Bool(node.booleanValue()) : new JsonValue.Null();
  }

  private static void require(boolean holds) throws None {
    if (!holds) {
      throw new None();
    }
  }
}
