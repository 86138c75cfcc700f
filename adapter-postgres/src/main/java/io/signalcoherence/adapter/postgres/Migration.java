package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date and admits the login roles, as the owner. Safe to repeat. */
final class Migration {

  private static final String DOING = "migrate the schema";
  private static final String SCHEMA = "signalcoherence";
  private static final String LOCATION = "classpath:io/signalcoherence/adapter/postgres/migration";

  private static final String ADMIT =
      """
      SELECT signalcoherence.admit_cell(?, ?);
      SELECT signalcoherence.admit_app(?::name, ?);
      SELECT signalcoherence.admit_worker(?::name, ?)\
      """;

  private static final String OTHER_CELL = "SC005";
  private static final String FORBIDDEN_REGION = "SC002";
  private static final String OTHER_REGION = "SC003";

  private Migration() {}

  static void run(PostgresConfig config) {
    SessionSource owner = SessionSource.owning(config);
    try (Connection connection = owner.session("connect as " + config.logins().owner().user())) {
      migrate(owner);
      admit(connection, config);
    } catch (SQLException e) {
      throw refusal(e, config);
    }
  }

  private static void migrate(SessionSource owner) {
    try {
      Flyway.configure(Migration.class.getClassLoader())
          .dataSource(owner)
          .schemas(SCHEMA)
          .defaultSchema(SCHEMA)
          .createSchemas(true)
          .locations(LOCATION)
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw notMigrated(e);
    }
  }

  /** Flyway makes connections of its own: one that it could not get is told as any other. */
  private static InfrastructureException notMigrated(FlywayException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException beneath && SqlFailure.isOfConnecting(beneath)) {
        return SqlFailure.ofConnecting(beneath, DOING);
      }
    }
    return new UnavailableException("ledger-not-migrated", DOING, failure);
  }

  private static void admit(Connection owner, PostgresConfig config) throws SQLException {
    String cell = config.cell().value();
    String region = config.region().value();
    String[] parameters = {
      cell, region, config.logins().app().user(), region, config.logins().worker().user(), region
    };
    try (PreparedStatement statement = owner.prepareStatement(ADMIT)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }

  private static RuntimeException refusal(SQLException failure, PostgresConfig config) {
    return switch (SqlFailure.stateOf(failure)) {
      case OTHER_CELL ->
          new InvalidValueException("cell", config.cell(), "the cell this database belongs to");
      case FORBIDDEN_REGION ->
          new InvalidValueException(
              "region", config.region(), "a region that every tenant here allows");
      case OTHER_REGION ->
          new InvalidValueException(
              "region", config.region(), "the region its login roles were given");
      default -> SqlFailure.of(failure, SqlFailure.Phase.BEFORE_COMMIT, "migrate");
    };
  }
}
