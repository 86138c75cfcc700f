package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.postgres.local.LocalPostgresException;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.config.DatabaseChoice;
import java.util.Optional;

/** Where the ledger's database is: given by others, or embedded. */
final class DatabaseModule extends AbstractModule {

  private final Ownership ownership;

  DatabaseModule(Ownership ownership) {
    this.ownership = ownership;
  }

  /** What to do when another process owns the embedded database. */
  enum Ownership {
    /** Refuse: the service runs the database itself. */
    REQUIRED,
    /** Use the owner's: a tool works beside a running service. */
    SHARED
  }

  @Provides
  @Singleton
  Database database(Configuration configuration, Lifecycle lifecycle) {
    DatabaseChoice choice = configuration.database();
    if (choice instanceof DatabaseChoice.External external) {
      return new Database(external.jdbcUrl(), external.logins());
    }
    DatabaseChoice.Embedded embedded = (DatabaseChoice.Embedded) choice;
    if (ownership == Ownership.SHARED) {
      Optional<Database> owners = EmbeddedDatabase.ofOwner(configuration.dataFolder());
      if (owners.isPresent()) {
        return owners.get();
      }
    }
    try {
      return lifecycle
          .add("database", EmbeddedDatabase.own(configuration.dataFolder(), embedded.port()))
          .database();
    } catch (LocalPostgresException e) {
      throw new StartException(e.getMessage(), e);
    }
  }
}
