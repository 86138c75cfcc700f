package io.signalcoherence.launcher.config;

/** Settings of the service itself: where its ledger, its listeners and its tenants are. */
enum ServiceSetting implements Setting {
  DATA_FOLDER(
      "data.folder", Kind.PATH, "./data", "Folder of the embedded database and of replays."),
  DATABASE_URL(
      "database.url",
      Kind.TEXT,
      "",
      "JDBC URL of a PostgreSQL 15 or newer; empty runs an embedded one in the data folder."),
  DATABASE_PORT(
      "database.port",
      Kind.NUMBER,
      "0",
      "Port of the embedded database on 127.0.0.1; 0 takes a free one and keeps it."),
  DATABASE_OWNER_USER(
      "database.owner.user", Kind.TEXT, "signalcoherence_owner", "Login that owns the schema."),
  DATABASE_OWNER_PASSWORD("database.owner.password", Kind.SECRET, "", "Its password."),
  DATABASE_APP_USER(
      "database.app.user", Kind.TEXT, "signalcoherence_app", "Login that serves requests."),
  DATABASE_APP_PASSWORD("database.app.password", Kind.SECRET, "", "Its password."),
  DATABASE_WORKER_USER(
      "database.worker.user",
      Kind.TEXT,
      "signalcoherence_worker",
      "Login that follows the ledger."),
  DATABASE_WORKER_PASSWORD("database.worker.password", Kind.SECRET, "", "Its password."),
  CELL("cell.name", Kind.TEXT, "local", "Cell that the database belongs to."),
  REGION("cell.region", Kind.TEXT, "local", "Region that this service runs in."),
  HTTP_HOST("http.host", Kind.TEXT, "127.0.0.1", "Address of the API; a loopback one."),
  HTTP_PORT("http.port", Kind.NUMBER, "8080", "Port of the API; 0 takes a free one."),
  MANAGEMENT_PORT(
      "management.port", Kind.NUMBER, "8081", "Port of health and metrics; 0 takes a free one."),
  UNKNOWN_TENANTS(
      "tenants.unknown",
      Kind.TEXT,
      "add",
      "What becomes of a signal of an unregistered tenant: add registers it (loopback only), refuse"
          + " rejects the signal."),
  ORGANISATION(
      "tenants.organisation", Kind.TEXT, "local", "Organisation of tenants that name none.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final Definition definition;

  ServiceSetting(String key, Kind kind, String defaultText, String meaning) {
    this.definition = new Definition(key, kind, defaultText, meaning);
  }

  @Override
  public Definition definition() {
    return definition;
  }
}
