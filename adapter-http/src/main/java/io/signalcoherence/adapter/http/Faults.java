package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one signal: all of it in one message, each fault with its JSON path. */
final class Faults {

  private static final int SHOWN = 8;
  private static final int MAX_NAME = 64;

  private final String path;
  private final List<String> messages = new ArrayList<>(2);
  private boolean form;
  private int count;

  /** Of the signal at a JSON path, such as {@code $[3]}. */
  Faults(String path) {
    this.path = path;
  }

  /** The field has not the form that is taken. */
  void form(String field, String found, String expected) {
    form = true;
    add(path + "." + plain(field) + ": " + found + " (expected: " + expected + ")");
  }

  /** A field is missing. */
  void missing(String field, String expected) {
    add(path + "." + field + ": missing (expected: " + expected + ")");
  }

  /** The field's type refused its value. */
  void invalid(InvalidValueException refusal) {
    add(path + "." + refusal.getMessage());
  }

  Rejection rejection() {
    String all = String.join("; ", messages);
    String more = count > SHOWN ? "; and " + (count - SHOWN) + " more" : "";
    return new Rejection(form ? RejectionReason.MALFORMED : RejectionReason.INVALID, all + more);
  }

  /** A signal that is none at all. */
  static Rejection malformed(String path, String found, String expected) {
    return new Rejection(
        RejectionReason.MALFORMED, path + ": " + found + " (expected: " + expected + ")");
  }

  private void add(String message) {
    count++;
    if (messages.size() < SHOWN) {
      messages.add(message);
    }
  }

  /** A name from outside, shortened and without control characters. */
  static String plain(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), MAX_NAME); i++) {
      char c = name.charAt(i);
      text.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
    }
    return name.length() > MAX_NAME ? text.append("...").toString() : text.toString();
  }
}
