package io.signalcoherence.adapter.postgres.local;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where a local server listens and how to log in.
 *
 * @param host the address it listens on, always {@code 127.0.0.1}
 * @param port the TCP port, 1 to 65535
 * @param logins one credential per role, all four of them
 */
public record LocalPostgresAccess(
    String host, int port, Map<LocalPostgresRole, LocalPostgresCredentials> logins) {

  /** The database that holds the service's data. */
  public static final String DATABASE = "signalcoherence";

  /** Refuses a missing role. */
  public LocalPostgresAccess {
    requireNonNull(host, "host");
    logins = Map.copyOf(new EnumMap<>(logins));
    for (LocalPostgresRole role : LocalPostgresRole.values()) {
      requireNonNull(logins.get(role), role.roleName());
    }
  }

  /**
   * Returns the JDBC URL of the service's database, without credentials.
   *
   * @return for example {@code jdbc:postgresql://127.0.0.1:20432/signalcoherence}
   */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /**
   * Returns the JDBC URL of a database of this server, without credentials.
   *
   * @param database the database's name, of letters, digits and underscores
   * @return the URL
   * @throws IllegalArgumentException if the name has any other character
   */
  public String jdbcUrl(String database) {
    if (!database.matches("[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException(
          "database: " + database + " (expected: letters, digits and underscores)");
    }
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /**
   * Returns a role's login.
   *
   * @param role the role
   * @return its name and password
   */
  public LocalPostgresCredentials credentials(LocalPostgresRole role) {
    return requireNonNull(logins.get(role), role.roleName());
  }
}
