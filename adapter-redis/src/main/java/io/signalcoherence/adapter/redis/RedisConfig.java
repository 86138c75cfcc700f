package io.signalcoherence.adapter.redis;

import io.signalcoherence.ports.error.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Where the shared readings are, and how to work with them.
 *
 * @param url {@code redis://host:port} or {@code rediss://host:port} for TLS, a database's number
 *     may follow as {@code /0}; no credentials in it
 * @param login who logs in
 * @param keyPrefix what the names of all keys and of the channel begin with, so that others may use
 *     the same server; at most 64 visible characters
 * @param deadlines how long each step may take
 * @param connections connections at most, 1 to 256, but for one more that listens
 * @param mostBytes bytes of a reading at most, 1,024 to 16 MiB; a larger one is not shared
 */
public record RedisConfig(
    String url,
    Login login,
    String keyPrefix,
    Deadlines deadlines,
    int connections,
    int mostBytes) {

  /** The prefix unless another is given. */
  public static final String DEFAULT_KEY_PREFIX = "signalcoherence:";

  private static final int MOST_CONNECTIONS = 256;
  private static final int LEAST_BYTES = 1_024;
  private static final int MOST_BYTES = 16 << 20;
  private static final int LONGEST_PREFIX = 64;
  private static final int DEFAULT_PORT = 6_379;

  /**
   * Validates all.
   *
   * @throws InvalidValueException if a component is out of range
   */
  public RedisConfig {
    check(url);
    if (keyPrefix.isEmpty()
        || keyPrefix.length() > LONGEST_PREFIX
        || !keyPrefix.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidValueException("redis.key-prefix", keyPrefix, "1 to 64 visible characters");
    }
    require("redis.connections", connections, 1, MOST_CONNECTIONS);
    require("redis.most-bytes", mostBytes, LEAST_BYTES, MOST_BYTES);
  }

  /** With all defaults: no login, 16 connections, 256 KiB. */
  public static RedisConfig of(String url) {
    return new RedisConfig(url, Login.NONE, DEFAULT_KEY_PREFIX, Deadlines.STANDARD, 16, 256 << 10);
  }

  /** The same, with another login. */
  public RedisConfig withLogin(Login other) {
    return new RedisConfig(url, other, keyPrefix, deadlines, connections, mostBytes);
  }

  /** The same, with other deadlines. */
  public RedisConfig withDeadlines(Deadlines other) {
    return new RedisConfig(url, login, keyPrefix, other, connections, mostBytes);
  }

  /**
   * Who logs in; its text form masks the password.
   *
   * @param user the user; empty for the default one
   * @param password the password in clear; empty if the server asks for none
   */
  public record Login(String user, String password) {

    /** Nobody. */
    public static final Login NONE = new Login("", "");

    @Override
    public String toString() {
      return "Login[user=" + user + ", password=***]";
    }
  }

  /**
   * How long each step may take. What takes longer is a failure, and a failure is a miss.
   *
   * @param connect making a connection, 1 ms to 10 s
   * @param read one answer, 1 ms to 10 s
   * @param total a whole call, the wait for a connection and what is sent included; {@code read} to
   *     10 s
   */
  public record Deadlines(Duration connect, Duration read, Duration total) {

    /** 100 ms, 50 ms, 150 ms. */
    public static final Deadlines STANDARD =
        new Deadlines(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(150));

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public Deadlines {
      Duration least = Duration.ofMillis(1);
      require("redis.deadlines.connect", connect, least);
      require("redis.deadlines.read", read, least);
      require("redis.deadlines.total", total, read);
    }

    private static void require(String field, Duration found, Duration least) {
      Duration most = Duration.ofSeconds(10);
      if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
        throw new InvalidValueException(field, found, least + " to " + most);
      }
    }
  }

  boolean tls() {
    return uri().getScheme().equals("rediss");
  }

  String host() {
    return uri().getHost();
  }

  int port() {
    return uri().getPort() < 0 ? DEFAULT_PORT : uri().getPort();
  }

  int database() {
    String path = uri().getPath();
    return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  private URI uri() {
    return URI.create(url);
  }

  private static void require(String field, int found, int least, int most) {
    if (found < least || found > most) {
      throw new InvalidValueException(field, found, least + " to " + most);
    }
  }

  private static void check(String url) {
    String form = "redis://host:port or rediss://host:port, with /database or without";
    try {
      URI uri = new URI(url);
      if (uri.getUserInfo() != null) {
        throw new InvalidValueException(
            "redis.url", "a login", "none; user and password are settings of their own");
      }
      boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
      if (!known
          || uri.getHost() == null
          || uri.getQuery() != null
          || !uri.getPath().matches("(/\\d{0,3})?")) {
        throw new InvalidValueException("redis.url", url, form);
      }
    } catch (URISyntaxException e) {
      throw new InvalidValueException("redis.url", url, form);
    }
  }
}
