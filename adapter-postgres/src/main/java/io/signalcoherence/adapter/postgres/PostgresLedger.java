package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.out.Ledger;
import java.time.YearMonth;
import java.util.Collection;

/**
 * The ledger in a PostgreSQL database, with its connections. Safe for use by many threads.
 *
 * <p>Every failure of the database is an {@link
 * io.signalcoherence.ports.error.InfrastructureException}.
 */
public final class PostgresLedger implements AutoCloseable {

  private final ConnectionPools pools;
  private final Partitions partitions;
  private final PostgresSignalLedger signals;
  private final PostgresLedgerMonitor monitor;
  private final Ledger ports;

  private PostgresLedger(ConnectionPools pools) {
    this.pools = pools;
    this.partitions = new Partitions(pools);
    Queries reads = new Queries(pools.readers());
    this.signals = new PostgresSignalLedger(pools, partitions);
    this.monitor = new PostgresLedgerMonitor(reads);
    this.ports =
        new Ledger(
            signals,
            new PostgresSignalStore(reads),
            new PostgresWindowStore(reads),
            new PostgresTenantRegistry(reads),
            new PostgresLedgerReader(new Queries(pools.followers())),
            monitor);
  }

  /**
   * Brings the schema up to date as the owner, and gives the cell, the region and the login roles
   * their places. Safe to repeat, and to run beside a service.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the database belongs to another
   *     cell, or a login role to another region; nothing was changed of those
   * @throws io.signalcoherence.ports.error.InfrastructureException if the database can't be reached
   *     or the schema can't be changed
   */
  public static void migrate(PostgresConfig config) {
    Migration.run(config);
  }

  /**
   * Connects to a database that has been migrated. Each login is tried at once.
   *
   * @throws io.signalcoherence.ports.error.InfrastructureException if the database can't be
   *     reached, refuses a login, has no schema, or has another region for the login roles
   */
  public static PostgresLedger open(PostgresConfig config) {
    return new PostgresLedger(ConnectionPools.open(config));
  }

  /** The ports of this ledger, valid until it is closed. */
  public Ledger ports() {
    return ports;
  }

  /**
   * The ledger's epoch, by the name that no other ledger's has: as it was when the ledger's monitor
   * looked last, or, if it never did, when this was asked first. Safe from any thread.
   *
   * @throws io.signalcoherence.ports.error.InfrastructureException if it must be read and can't be
   */
  public EpochId epoch() {
    return monitor.epoch();
  }

  /**
   * Makes the partitions of UTC months ahead of their first signal. An append makes what it misses
   * by itself; this takes the wait out of it. Safe to repeat.
   */
  public void ensureMonths(Collection<YearMonth> months) {
    partitions.ensure(months);
  }

  /**
   * Signals that this ledger stored since it was opened and counted in the pair named other,
   * because their tenant's day had no room for one pair more. Safe from any thread.
   */
  public long countedWithRest() {
    return signals.countedWithRest();
  }

  /** Closes all connections; appends under way fail. */
  @Override
  public void close() {
    pools.close();
  }
}
