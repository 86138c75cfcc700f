package io.signalcoherence.adapter.kafka.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to run a local broker.
 *
 * @param program what it is run with
 * @param folder the data folder, made if missing (its parent must exist); if ephemeral, the folder
 *     in which a fresh one is made
 * @param ephemeral whether the broker's folder is a fresh one that is removed on close
 * @param port TCP port on 127.0.0.1; 0 takes a free one, remembers it in the folder and takes the
 *     same again while it is free
 * @param startupTimeout time within which the broker must answer, recovery included; over 0
 * @param settings further broker settings, which win over ours; {@code advertised.listeners} names
 *     the listener {@code BROKER}, and where clients are to come instead, such as a proxy
 * @param stopAtJvmExit whether a shutdown hook stops the broker; false for a caller with a shutdown
 *     order of its own, who must then call {@link LocalKafka#close} himself
 */
public record LocalKafkaConfig(
    LocalKafkaProgram program,
    Path folder,
    boolean ephemeral,
    int port,
    Duration startupTimeout,
    Map<String, String> settings,
    boolean stopAtJvmExit) {

  /** The startup timeout unless another is given: 60 s. */
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(60);

  private static final Set<String> RESERVED =
      Set.of(
          "controller.listener.names",
          "controller.quorum.bootstrap.servers",
          "controller.quorum.voters",
          "inter.broker.listener.name",
          "listener.security.protocol.map",
          "listeners",
          "log.dir",
          "log.dirs",
          "metadata.log.dir",
          "node.id",
          "process.roles");

  /** Refuses a port, timeout or setting out of range. */
  public LocalKafkaConfig {
    requireNonNull(program, "program");
    requireNonNull(folder, "folder");
    requireNonNull(startupTimeout, "startupTimeout");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (startupTimeout.isNegative() || startupTimeout.isZero()) {
      throw new IllegalArgumentException("startupTimeout: " + startupTimeout + " (expected: > 0)");
    }
    settings.forEach(LocalKafkaConfig::checkSetting);
    settings = Map.copyOf(settings);
  }

  /**
   * Returns the configuration of a durable broker on a free port.
   *
   * @param program what it is run with
   * @param folder the data folder
   * @return with every other component at its default
   */
  public static LocalKafkaConfig durable(LocalKafkaProgram program, Path folder) {
    return new LocalKafkaConfig(program, folder, false, 0, DEFAULT_STARTUP_TIMEOUT, Map.of(), true);
  }

  /**
   * Returns the configuration of a broker in a fresh folder below the temporary one, removed on
   * close.
   *
   * @param program what it is run with
   * @return with every other component at its default
   */
  public static LocalKafkaConfig temporary(LocalKafkaProgram program) {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    return new LocalKafkaConfig(program, parent, true, 0, DEFAULT_STARTUP_TIMEOUT, Map.of(), true);
  }

  /**
   * Returns this with another port.
   *
   * @param newPort 0 to 65535
   * @return the copy
   */
  public LocalKafkaConfig withPort(int newPort) {
    return new LocalKafkaConfig(
        program, folder, ephemeral, newPort, startupTimeout, settings, stopAtJvmExit);
  }

  /**
   * Returns this with another startup timeout.
   *
   * @param newTimeout over 0
   * @return the copy
   */
  public LocalKafkaConfig withStartupTimeout(Duration newTimeout) {
    return new LocalKafkaConfig(
        program, folder, ephemeral, port, newTimeout, settings, stopAtJvmExit);
  }

  /**
   * Returns this with one more broker setting.
   *
   * @param name its name in Kafka
   * @param value its value as in {@code server.properties}
   * @return the copy
   */
  public LocalKafkaConfig withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new LocalKafkaConfig(
        program, folder, ephemeral, port, startupTimeout, more, stopAtJvmExit);
  }

  /**
   * Returns this with or without the shutdown hook.
   *
   * @param newStopAtJvmExit whether a shutdown hook stops the broker
   * @return the copy
   */
  public LocalKafkaConfig withStopAtJvmExit(boolean newStopAtJvmExit) {
    return new LocalKafkaConfig(
        program, folder, ephemeral, port, startupTimeout, settings, newStopAtJvmExit);
  }

  private static void checkSetting(String name, String value) {
    if (!name.matches("[a-z][a-z0-9.]*")) {
      throw new IllegalArgumentException(
          "settings: " + name + " (expected: a lower-case setting of a Kafka broker)");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "settings: " + name + " (expected: not this one; it is ours to set)");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "settings." + name + ": has a control character (expected: none)");
    }
  }
}
