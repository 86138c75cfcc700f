package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.error.InvalidValueException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Where the graph's database is, and how to work with it. The database is for this service alone.
 *
 * @param uri a Bolt address: {@code bolt} or {@code neo4j}, with {@code +s} or {@code +ssc} for
 *     TLS, a host and a port; no credentials in it
 * @param login who logs in
 * @param database the database's name, 1 to 63 characters; {@code neo4j} unless another was made
 * @param connections the most connections, 2 to 200; one is for the follower, the others answer
 *     questions
 * @param deadlines how long each step may take
 */
public record Neo4jConfig(
    URI uri, Login login, String database, int connections, Deadlines deadlines) {

  /** The connections unless others are given: 8. */
  public static final int STANDARD_CONNECTIONS = 8;

  /** The database that every server has: {@code neo4j}. */
  public static final String STANDARD_DATABASE = "neo4j";

  private static final Set<String> SCHEMES =
      Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");
  private static final int MAX_NAME = 63;
  private static final int MAX_CONNECTIONS = 200;

  /**
   * Validates.
   *
   * @throws InvalidValueException if a value is out of range, or the address holds credentials
   */
  public Neo4jConfig {
    if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
      throw new InvalidValueException("neo4j.uri", uri, "bolt://host:port or neo4j://host:port");
    }
    if (uri.getUserInfo() != null) {
      throw new InvalidValueException(
          "neo4j.uri", "credentials", "none in the address; they stand apart");
    }
    if (database.isBlank() || database.length() > MAX_NAME) {
      throw new InvalidValueException("neo4j.database", database, "1 to 63 characters");
    }
    if (connections < 2 || connections > MAX_CONNECTIONS) {
      throw new InvalidValueException("neo4j.connections", connections, "2 to 200");
    }
  }

  /** The same database by another address, such as that of a proxy before it. */
  public Neo4jConfig withUri(URI other) {
    return new Neo4jConfig(other, login, database, connections, deadlines);
  }

  /** The same with other deadlines. */
  public Neo4jConfig withDeadlines(Deadlines other) {
    return new Neo4jConfig(uri, login, database, connections, other);
  }

  /**
   * A login; its text form masks the password.
   *
   * @param user the name, not blank
   * @param password the password in clear
   */
  public record Login(String user, String password) {

    /**
     * Validates the name.
     *
     * @throws InvalidValueException if it is blank
     */
    public Login {
      if (user.isBlank()) {
        throw new InvalidValueException("neo4j.user", user, "a name");
      }
    }

    @Override
    public String toString() {
      return "Login[user=" + user + ", password=***]";
    }
  }

  /**
   * How long each step may take. Together they bound how long a caller's thread is held, whatever
   * the server does: no call takes longer than {@code change}, {@code question} or {@code tally},
   * and {@value #END_SECONDS} s more to end what it has begun.
   *
   * @param connect to make a connection, 100 ms to 1 min
   * @param change to apply a page or to clear a part, connecting included, {@code connect} to 10
   *     min
   * @param question to answer a question, connecting included, {@code connect} to 10 min
   * @param tally to count a tenant's signals, {@code connect} to 1 h
   */
  public record Deadlines(Duration connect, Duration change, Duration question, Duration tally) {

    /**
     * Connect 1 s, change 15 s, question 1.5 s, tally 5 min. A question is shorter than the engine
     * waits for any, so that there is time left to ask the ledger instead.
     */
    public static final Deadlines STANDARD =
        new Deadlines(
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofMillis(1_500),
            Duration.ofMinutes(5));

    static final int END_SECONDS = 1;

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public Deadlines {
      Duration most = Duration.ofMinutes(10);
      require("neo4j.connect-time", connect, Duration.ofMillis(100), Duration.ofMinutes(1));
      require("neo4j.change-time", change, connect, most);
      require("neo4j.question-time", question, connect, most);
      require("neo4j.tally-time", tally, connect, Duration.ofHours(1));
    }

    private static void require(String field, Duration value, Duration least, Duration most) {
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new InvalidValueException(field, value, least + " to " + most);
      }
    }
  }
}
