package io.signalcoherence.launcher.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.adapter.kafka.DeadLetter;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Decision;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Dead letters in words and in JSON. What strangers wrote is shown without characters that would
 * change how a terminal shows it.
 */
final class LetterText {

  private static final int LINE_DETAIL = 120;
  private static final int REPLACEMENT = 0xFFFD;

  private LetterText() {}

  static String line(DeadLetter letter) {
    String detail = plain(letter.detail());
    String shown =
        detail.codePointCount(0, detail.length()) > LINE_DETAIL
            ? detail.substring(0, detail.offsetByCodePoints(0, LINE_DETAIL)) + "..."
            : detail;
    return place(letter)
        + "  "
        + letter.writtenAt()
        + "  "
        + tenant(letter)
        + "  "
        + plain(letter.reason())
        + ": "
        + shown
        + (letter.redriven() > 0 ? " (sent again " + letter.redriven() + " times)" : "");
  }

  static String whole(DeadLetter letter) {
    StringBuilder text = new StringBuilder();
    text.append("place:     ").append(place(letter)).append('\n');
    text.append("written:   ").append(letter.writtenAt()).append('\n');
    text.append("reason:    ").append(plain(letter.reason())).append('\n');
    text.append("detail:    ").append(plain(letter.detail())).append('\n');
    text.append("from:      ").append(origin(letter)).append('\n');
    text.append("redriven:  ").append(letter.redriven()).append(" times\n");
    text.append("key:       ").append(tenant(letter)).append('\n');
    letter
        .content()
        .headers()
        .forEach(
            field ->
                text.append("header:    ")
                    .append(plain(field.name()))
                    .append(": ")
                    .append(shown(field.value()))
                    .append('\n'));
    text.append("value:     ").append(value(letter));
    return text.toString();
  }

  static ObjectNode json(DeadLetter letter, boolean whole) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("partition", letter.place().partition())
            .put("offset", letter.place().offset())
            .put("written_at", letter.writtenAt().toString())
            .put("reason", letter.reason())
            .put("detail", letter.detail())
            .put("redriven", letter.redriven());
    letter.content().key().ifPresent(key -> node.put("key", text(key)));
    letter
        .origin()
        .ifPresent(
            origin ->
                node.putObject("origin")
                    .put("topic", origin.topic())
                    .put("partition", origin.partition())
                    .put("offset", origin.offset())
                    .put("written_at", origin.writtenAt().toString()));
    if (whole) {
      ObjectNode headers = node.putObject("headers");
      letter
          .content()
          .headers()
          .forEach(
              field -> headers.put(field.name(), field.value().map(LetterText::text).orElse(null)));
      letter
          .content()
          .value()
          .ifPresent(value -> node.put("value_base64", Base64.getEncoder().encodeToString(value)));
      node.put("value_left", letter.content().valueLeft());
    }
    return node;
  }

  static ObjectNode json(Outcome outcome, boolean dryRun) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("dry_run", dryRun)
        .put("sent", outcome.sent())
        .put("came_back", outcome.cameBack())
        .put("value_elsewhere", outcome.valueElsewhere());
  }

  static String words(Outcome outcome, boolean dryRun) {
    String sent = dryRun ? "would be sent: " : "sent: ";
    return sent
        + outcome.sent()
        + "; held back: "
        + outcome.cameBack()
        + " that came back too often, "
        + outcome.valueElsewhere()
        + " whose value lies only where it came from";
  }

  static String word(Decision decision, boolean dryRun) {
    return switch (decision) {
      case SENT -> dryRun ? "would be sent" : "sent";
      case CAME_BACK -> "held back: came back too often";
      case VALUE_ELSEWHERE -> "held back: its value lies only where it came from";
    };
  }

  private static String place(DeadLetter letter) {
    return letter.place().partition() + ":" + letter.place().offset();
  }

  private static String tenant(DeadLetter letter) {
    return letter.content().key().map(key -> plain(text(key))).orElse("(no key)");
  }

  private static String origin(DeadLetter letter) {
    return letter
        .origin()
        .map(
            origin ->
                plain(origin.topic())
                    + " "
                    + origin.partition()
                    + ":"
                    + origin.offset()
                    + ", "
                    + origin.writtenAt())
        .orElse("(not told)");
  }

  private static String value(DeadLetter letter) {
    return letter.content().valueLeft()
        ? "(too large for a letter; it lies where it came from)"
        : shown(letter.content().value());
  }

  private static String shown(Optional<byte[]> bytes) {
    return bytes.map(found -> plain(text(found))).orElse("(none)");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String plain(String text) {
    return text.codePoints()
        .map(point -> isPlain(point) ? point : REPLACEMENT)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int point) {
    int type = Character.getType(point);
    return !Character.isISOControl(point)
        && type != Character.SURROGATE
        && type != Character.FORMAT;
  }
}
