package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with one signal: all of it in one message, each fault with its JSON path. */
final class Faults {

  /** How many faults of a signal are told in words. */
  static final int SHOWN = 8;

  private static final int MAX_NAME = 64;

  private final String path;
  private final String prefix;
  private final int shown;
  private final List<String> messages = new ArrayList<>(2);
  private boolean form;
  private int count;

  /**
   * Of the signal at a JSON path, such as {@code $[3]}.
   *
   * @param shown how many faults are told in words; of the others, how many there are
   */
  Faults(String path, int shown) {
    this(path, path + ".", shown);
  }

  /**
   * As above, with the names of fields told in another way.
   *
   * @param prefix stands before a field's name
   */
  Faults(String path, String prefix, int shown) {
    this.path = path;
    this.prefix = prefix;
    this.shown = shown;
  }

  /** The field has not the form that is taken. */
  void form(String field, String found, String expected) {
    form(field, found, () -> expected);
  }

  /** As above; what was expected is asked for only if it is shown. */
  void form(String field, String found, Supplier<String> expected) {
    form = true;
    add(() -> plain(field) + ": " + found + " (expected: " + expected.get() + ")");
  }

  /** A field is missing. */
  void missing(String field, String expected) {
    add(() -> field + ": missing (expected: " + expected + ")");
  }

  /** The field's type refused its value. */
  void invalid(InvalidValueException refusal) {
    add(refusal::getMessage);
  }

  /** A type refused what a field of another name holds. */
  void invalid(String field, String found, InvalidValueException refusal) {
    String shownFound = found.isEmpty() ? "\"\"" : plain(found);
    add(() -> field + ": " + shownFound + " (expected: " + refusal.expected() + ")");
  }

  /** Adds what was wrong in a part. */
  void include(Faults part) {
    form |= part.form;
    count += part.count;
    part.messages.stream().limit(Math.max(0, shown - messages.size())).forEach(messages::add);
  }

  Rejection rejection() {
    RejectionReason reason = form ? RejectionReason.MALFORMED : RejectionReason.INVALID;
    if (shown == 0) {
      return new Rejection(reason, path + ": faults, " + count + " (expected: none)");
    }
    String all = String.join("; ", messages);
    String more = count > shown ? "; and " + (count - shown) + " more" : "";
    return new Rejection(reason, all + more);
  }

  /** A signal that is none at all. */
  static Rejection malformed(String path, String found, String expected) {
    return new Rejection(
        RejectionReason.MALFORMED, path + ": " + found + " (expected: " + expected + ")");
  }

  private void add(Supplier<String> message) {
    count++;
    if (messages.size() < shown) {
      messages.add(prefix + message.get());
    }
  }

  /** A name from outside, shortened and fit to be shown. */
  static String plain(String name) {
    return plain(name, MAX_NAME);
  }

  /**
   * Text from outside, without control characters and halves of characters.
   *
   * @param longest of so many characters at most; if there are more, an ellipsis follows
   */
  static String plain(String text, int longest) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 3);
    int[] points = text.codePoints().limit(longest + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, longest); i++) {
      boolean fit =
          !Character.isISOControl(points[i]) && Character.getType(points[i]) != Character.SURROGATE;
      shown.appendCodePoint(fit ? points[i] : '\uFFFD');
    }
    return points.length > longest ? shown.append("...").toString() : shown.toString();
  }
}
