package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The parameters of one request, of its path and its query, each read by its type. */
final class Parameters {

  private final Exchange exchange;
  private final Map<String, String> values;

  private Parameters(Exchange exchange, Map<String, String> values) {
    this.exchange = exchange;
    this.values = values;
  }

  static Parameters of(Exchange exchange, Set<String> known) throws Refusal {
    return new Parameters(exchange, exchange.query(known));
  }

  /** The variable part of the path. */
  <T> T path(String name, Function<String, T> type) throws Refusal {
    return read(name, exchange.pathVariable(name), type);
  }

  <T> Optional<T> optional(String name, Function<String, T> type) throws Refusal {
    String value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(read(name, value, type));
  }

  <T> T required(String name, Function<String, T> type) throws Refusal {
    String value = values.get(name);
    if (value == null) {
      throw Percent.bad(name, "missing", "a value");
    }
    return read(name, value, type);
  }

  /**
   * What several parameters make together.
   *
   * @param name which of them is blamed if they do not fit
   */
  static <T> T together(String name, Supplier<T> type) throws Refusal {
    return read(name, "", read -> type.get());
  }

  /** Reads a whole number from 0 to {@code most}, which has at most 9 digits. */
  static int count(String name, String text, int most) {
    if (text.matches("[0-9]{1,9}")) {
      int count = Integer.parseInt(text);
      if (count <= most) {
        return count;
      }
    }
    throw new InvalidValueException(name, text, "0 to " + most);
  }

  private static <T> T read(String name, String value, Function<String, T> type) throws Refusal {
    try {
      return type.apply(value);
    } catch (InvalidValueException e) {
      String detail = e.field().equals(name) ? e.getMessage() : name + ": " + e.getMessage();
      throw new Refusal(Problem.BAD_PARAMETER, String.valueOf(detail));
    }
  }
}
