package io.signalcoherence.launcher.stack;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that a stack can have. */
public enum StackServer {
  /** Keeps the ledger. */
  POSTGRES(5432, "database.url"),
  /** Brings signals. */
  KAFKA(9092, "kafka.bootstrap-servers"),
  /** Shares readings between instances. */
  REDIS(6379, "redis.url"),
  /** Follows the ledger as a graph. */
  NEO4J(7687, "neo4j.uri");

  private final int usualPort;
  private final String addressKey;

  StackServer(int usualPort, String addressKey) {
    this.usualPort = usualPort;
    this.addressKey = addressKey;
  }

  /** The port that it has where nothing else has it: that of the containers. */
  int usualPort() {
    return usualPort;
  }

  /** The setting that says where a service finds it. */
  String addressKey() {
    return addressKey;
  }

  /** The settings by which a service logs in there; they mean nothing without the address. */
  List<String> loginKeys() {
    return switch (this) {
      case POSTGRES ->
          List.of(
              "database.owner.user",
              "database.owner.password",
              "database.app.user",
              "database.app.password",
              "database.worker.user",
              "database.worker.password");
      case KAFKA -> List.of("kafka.client-file");
      case REDIS -> List.of("redis.user", "redis.password");
      case NEO4J -> List.of("neo4j.user", "neo4j.password", "neo4j.password-file");
    };
  }

  /** All, those that others may need last: the order in which they are ended. */
  static List<StackServer> lastFirst() {
    return List.of(KAFKA, NEO4J, REDIS, POSTGRES);
  }

  /** The name on the command line, in the state file, and of the folder. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The server of a name.
   *
   * @throws InvalidValueException if there is none
   */
  public static StackServer named(String name) {
    return Stream.of(values())
        .filter(server -> server.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "server",
                    name,
                    Stream.of(values())
                        .map(StackServer::wireName)
                        .collect(Collectors.joining(", "))));
  }
}
