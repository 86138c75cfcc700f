package io.signalcoherence.adapter.redis.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to run a local server.
 *
 * @param folder the server's folder, made if missing (its parent must exist); if ephemeral, the
 *     folder in which a fresh one is made
 * @param ephemeral whether the server's folder is a fresh one that is removed on close, and nothing
 *     is written to it
 * @param port TCP port on 127.0.0.1; 0 takes a free one, remembers it in the folder and takes the
 *     same again while it is free
 * @param startupTimeout time within which the server must answer; over 0
 * @param settings further server settings, which win over ours
 * @param stopAtJvmExit whether a shutdown hook stops the server; false for a caller with a shutdown
 *     order of its own, who must then call {@link LocalRedis#close} himself
 */
public record LocalRedisConfig(
    Path folder,
    boolean ephemeral,
    int port,
    Duration startupTimeout,
    Map<String, String> settings,
    boolean stopAtJvmExit) {

  /** The startup timeout unless another is given: 20 s. */
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(20);

  private static final int MOST_PORT = 65_535;
  private static final Set<String> RESERVED =
      Set.of("bind", "daemonize", "dir", "logfile", "pidfile", "port", "requirepass", "include");

  /** Refuses a port, timeout or setting out of range. */
  public LocalRedisConfig {
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (startupTimeout.isNegative() || startupTimeout.isZero()) {
      throw new IllegalArgumentException("startupTimeout: " + startupTimeout + " (expected: > 0)");
    }
    settings.forEach(LocalRedisConfig::checkSetting);
    settings = Map.copyOf(settings);
  }

  /**
   * Returns the configuration of a durable server on a free port.
   *
   * @param folder the server's folder
   * @return with every other component at its default
   */
  public static LocalRedisConfig durable(Path folder) {
    return new LocalRedisConfig(folder, false, 0, DEFAULT_STARTUP_TIMEOUT, Map.of(), true);
  }

  /**
   * Returns the configuration of a server in a fresh folder below the temporary one, removed on
   * close.
   *
   * @return with every other component at its default
   */
  public static LocalRedisConfig temporary() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    return new LocalRedisConfig(parent, true, 0, DEFAULT_STARTUP_TIMEOUT, Map.of(), true);
  }

  /**
   * Returns this with another port.
   *
   * @param newPort 0 to 65535
   * @return the copy
   */
  public LocalRedisConfig withPort(int newPort) {
    return new LocalRedisConfig(
        folder, ephemeral, newPort, startupTimeout, settings, stopAtJvmExit);
  }

  /**
   * Returns this with one more server setting.
   *
   * @param name its name in {@code redis.conf}, lower case
   * @param value its value
   * @return the copy
   */
  public LocalRedisConfig withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new LocalRedisConfig(folder, ephemeral, port, startupTimeout, more, stopAtJvmExit);
  }

  /**
   * Returns this with or without the shutdown hook.
   *
   * @param newStopAtJvmExit whether a shutdown hook stops the server
   * @return the copy
   */
  public LocalRedisConfig withStopAtJvmExit(boolean newStopAtJvmExit) {
    return new LocalRedisConfig(
        folder, ephemeral, port, startupTimeout, settings, newStopAtJvmExit);
  }

  private static void checkSetting(String name, String value) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "settings: " + name + " (expected: a lower-case Redis setting)");
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
