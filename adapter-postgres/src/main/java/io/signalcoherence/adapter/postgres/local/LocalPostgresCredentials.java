package io.signalcoherence.adapter.postgres.local;

import static java.util.Objects.requireNonNull;

/**
 * A login's name and password; its text form masks the password.
 *
 * @param user the role's name in PostgreSQL
 * @param password the password in clear
 */
public record LocalPostgresCredentials(String user, String password) {

  /** Refuses nulls. */
  public LocalPostgresCredentials {
    requireNonNull(user, "user");
    requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return "LocalPostgresCredentials[user=" + user + ", password=***]";
  }
}
