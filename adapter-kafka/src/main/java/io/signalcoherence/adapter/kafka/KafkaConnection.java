package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the brokers are and how to log in to them.
 *
 * @param bootstrapServers one or more {@code host:port}, separated by commas
 * @param client Kafka's own client settings for the connection: those that begin with {@code
 *     security.}, {@code sasl.} or {@code ssl.}; values may be secrets
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> client) {

  private static final List<String> ALLOWED = List.of("security.", "sasl.", "ssl.");
  private static final String ADDRESS = "(\\[[0-9a-fA-F:.]+\\]|[^\\s,:\\[\\]]+):\\d{1,5}";

  /**
   * Validates the addresses and the names of the settings.
   *
   * @throws InvalidValueException if one is not allowed
   */
  public KafkaConnection {
    if (!bootstrapServers.matches(ADDRESS + "(," + ADDRESS + ")*")) {
      throw new InvalidValueException(
          "kafka.bootstrap-servers", bootstrapServers, "host:port, more separated by commas");
    }
    for (String name : client.keySet()) {
      if (ALLOWED.stream().noneMatch(name::startsWith)) {
        throw new InvalidValueException(
            "kafka.client", name, "names that begin with security., sasl. or ssl.");
      }
    }
    client = Map.copyOf(client);
  }

  /** Without a login, as to a broker on this machine. */
  public static KafkaConnection plain(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** The addresses, and the names of the settings alone. */
  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers + ", " + new TreeMap<>(client).keySet() + "]";
  }
}
