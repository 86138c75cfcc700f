package io.signalcoherence.adapter.postgres.local;

/** A login of the local server; each has a random password of its own. */
public enum LocalPostgresRole {
  /** The superuser. For the server's own upkeep and for drills; the service never uses it. */
  ADMIN("signalcoherence_admin"),
  /**
   * Owns the database and may create schemas in it; no superuser. For migrations and partitions.
   */
  OWNER("signalcoherence_owner"),
  /** May connect; holds what the owner grants. For requests. */
  APP("signalcoherence_app"),
  /** May connect; holds what the owner grants. For followers and retention. */
  WORKER("signalcoherence_worker");

  private final String roleName;

  LocalPostgresRole(String roleName) {
    this.roleName = roleName;
  }

  /**
   * Returns the role's name in PostgreSQL.
   *
   * @return a lower-case identifier that needs no quotes
   */
  public String roleName() {
    return roleName;
  }
}
