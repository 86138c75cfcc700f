package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.adapter.postgres.PostgresConfig.Deadlines;
import io.signalcoherence.adapter.postgres.PostgresConfig.Pools;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.out.Ledger;
import java.time.InstantSource;

/** The ledger in PostgreSQL, migrated to this version. */
final class LedgerModule extends AbstractModule {

  private static final int FOLLOWERS = 2;

  /** Two for the registry and one for the watch. */
  private static final int SPARE_READERS = 3;

  @Provides
  Ledger ledger(PostgresLedger ledger) {
    return ledger.ports();
  }

  @Provides
  @Singleton
  MonthsAhead monthsAhead(PostgresLedger ledger, InstantSource clock, Lifecycle lifecycle) {
    return lifecycle.add("months ahead", MonthsAhead.keep(ledger::ensureMonths, clock));
  }

  @Provides
  @Singleton
  PostgresLedger ledger(Configuration configuration, Database database, Lifecycle lifecycle) {
    try {
      PostgresConfig config =
          new PostgresConfig(
              database.jdbcUrl(),
              database.logins(),
              new Pools(
                  configuration.engine().lanes().count(),
                  configuration.engine().reads().threads() + SPARE_READERS,
                  FOLLOWERS),
              Deadlines.STANDARD,
              configuration.residency().cell(),
              configuration.residency().allowed().iterator().next());
      PostgresLedger.migrate(config);
      return lifecycle.add("ledger", PostgresLedger.open(config));
    } catch (InfrastructureException | InvalidValueException e) {
      throw new StartException("database " + database.jdbcUrl() + ": " + reason(e), e);
    }
  }

  /** The failure and what lies at its root, one line each made one. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure ? firstLine(failure) : firstLine(failure) + ": " + firstLine(root);
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
