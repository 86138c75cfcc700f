package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Region;
import java.time.Duration;

/**
 * Where the ledger's database is, and how to work with it.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, further driver properties allowed,
 *     no credentials in it
 * @param logins the three login roles
 * @param pools how many connections
 * @param deadlines how long each step may take
 * @param cell the cell that the database belongs to
 * @param region the region of the login roles {@code app} and {@code worker}
 */
public record PostgresConfig(
    String jdbcUrl, Logins logins, Pools pools, Deadlines deadlines, Cell cell, Region region) {

  private static final String URL_PREFIX = "jdbc:postgresql:";

  /**
   * Validates the URL.
   *
   * @throws InvalidValueException if it is no PostgreSQL URL, or holds a password
   */
  public PostgresConfig {
    if (!jdbcUrl.startsWith(URL_PREFIX)) {
      throw new InvalidValueException("jdbc_url", jdbcUrl, "jdbc:postgresql://host:port/database");
    }
    if (jdbcUrl.contains("password=")) {
      throw new InvalidValueException("jdbc_url", "a password", "none; passwords stand in logins");
    }
  }

  /** The same with other pools. */
  public PostgresConfig withPools(Pools other) {
    return new PostgresConfig(jdbcUrl, logins, other, deadlines, cell, region);
  }

  /** The same with other deadlines. */
  public PostgresConfig withDeadlines(Deadlines other) {
    return new PostgresConfig(jdbcUrl, logins, pools, other, cell, region);
  }

  /** The same database by another URL, such as that of a proxy before it. */
  public PostgresConfig withJdbcUrl(String other) {
    return new PostgresConfig(other, logins, pools, deadlines, cell, region);
  }

  /**
   * A login role; its text form masks the password.
   *
   * @param user the role's name, 1 to 63 characters
   * @param password the password in clear; empty if the server asks for none
   */
  public record Login(String user, String password) {

    private static final int MAX_NAME = 63;

    /**
     * Validates the name.
     *
     * @throws InvalidValueException if it is empty or too long for PostgreSQL
     */
    public Login {
      if (user.isBlank() || user.length() > MAX_NAME) {
        throw new InvalidValueException("user", user, "1 to 63 characters");
      }
    }

    @Override
    public String toString() {
      return "Login[user=" + user + ", password=***]";
    }
  }

  /**
   * The login roles, each another one.
   *
   * @param owner owns the schema: migrations and partitions
   * @param app serves requests: sees and writes the tenants that a request was granted
   * @param worker follows the ledger: reads the tenants of its region
   */
  public record Logins(Login owner, Login app, Login worker) {

    /**
     * Validates that they differ.
     *
     * @throws InvalidValueException if one role is to play two parts
     */
    public Logins {
      if (owner.user().equals(app.user())
          || owner.user().equals(worker.user())
          || app.user().equals(worker.user())) {
        throw new InvalidValueException("logins", "one role twice", "three different roles");
      }
    }
  }

  /**
   * How many connections.
   *
   * @param writers connections that append, 1 to 200; one for each writer lane
   * @param readers connections that answer reads and tell of the ledger, 1 to 200
   * @param followers connections that read in the ledger's order, 1 to 200
   */
  public record Pools(int writers, int readers, int followers) {

    private static final int MAX = 200;

    /** 4 writers, 8 readers, 2 followers. */
    public static final Pools STANDARD = new Pools(4, 8, 2);

    /**
     * Validates the sizes.
     *
     * @throws InvalidValueException if one is out of range
     */
    public Pools {
      require("writers", writers);
      require("readers", readers);
      require("followers", followers);
    }

    private static void require(String field, int size) {
      if (size < 1 || size > MAX) {
        throw new InvalidValueException(field, size, "1 to 200");
      }
    }
  }

  /**
   * How long each step may take; each over 0 and at most one hour.
   *
   * <p>They bound how long a caller's thread is held, whatever the server does. A read that a
   * server answers, but too slowly, ends after {@code acquire} and one {@code statement} for each
   * statement that it sends: 7 s by default for one. A read of a server that answers nothing ends
   * after twice {@code acquire} and one {@code socket}: at most 14 s by default. A read whose
   * connection turns out to be lost begins anew, once. An append is bounded likewise, statement by
   * statement.
   *
   * @param connect to make a connection; whole seconds count, at least one
   * @param acquire to get a connection from a pool, at least 250 ms; as long again if it finds one
   *     that lay idle and no longer answers
   * @param socket to wait for any answer of the server; whole seconds count, above {@code
   *     statement}
   * @param lock to wait for any one lock; not above {@code statement}
   * @param statement to run any one statement
   */
  public record Deadlines(
      Duration connect, Duration acquire, Duration socket, Duration lock, Duration statement) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SHORTEST_ACQUIRE = Duration.ofMillis(250);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    /** Connect 3 s, acquire 2 s, socket 10 s, lock 1 s, statement 5 s. */
    public static final Deadlines STANDARD =
        new Deadlines(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    /**
     * Validates the ranges and their order.
     *
     * @throws InvalidValueException if one is out of range
     */
    public Deadlines {
      require("connect", connect, SECOND);
      require("acquire", acquire, SHORTEST_ACQUIRE);
      require("socket", socket, SECOND);
      require("lock", lock, MILLISECOND);
      require("statement", statement, MILLISECOND);
      if (lock.compareTo(statement) > 0) {
        throw new InvalidValueException("lock", lock, "at most statement (" + statement + ")");
      }
      if (socket.compareTo(statement) <= 0) {
        throw new InvalidValueException("socket", socket, "above statement (" + statement + ")");
      }
    }

    private static void require(String field, Duration value, Duration least) {
      if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
        throw new InvalidValueException(field, value, "from " + least + " to " + LONGEST);
      }
    }
  }
}
