package io.signalcoherence.perf.ingest;

import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadResult;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * The limit of the service's batches: the rows that the load's batches become, inserted into the
 * service's own table by its own login, one multi-row {@code INSERT} a transaction, on as many
 * connections as the service has lanes. Nothing else: no claim, no verdict, no rollup, no commit
 * record, no HTTP. The table keeps its partitions, indexes and row-level security.
 *
 * <p>The clock stands while rows are made and encoded: each connection makes {@value #GROUPS}
 * groups, then all of them insert at once, and the clock runs until the last has committed its
 * last.
 */
final class BareInsert implements Side {

  private static final long LONGEST_MICROS = 600_000_000L;
  private static final int GROUPS = 96;

  private final LocalPostgresAccess access;
  private final CpuMeter cpu;
  private final int connections;
  private final int rows;
  private final AtomicLong groups = new AtomicLong();
  private final String run = "b" + Long.toHexString(System.currentTimeMillis());

  BareInsert(LocalPostgresAccess access, CpuMeter cpu, int connections, int rows) {
    this.access = access;
    this.cpu = cpu;
    this.connections = connections;
    this.rows = rows;
  }

  @Override
  public LoadResult run(Duration warmUp, Duration length) throws IOException, SQLException {
    ExecutorService pool = Executors.newFixedThreadPool(connections);
    List<Inserter> inserters = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        inserters.add(new Inserter(connect(), rows));
      }
      if (!warmUp.isZero()) {
        insert(pool, inserters, warmUp);
      }
      Measured measured = insert(pool, inserters, length);
      long signals = measured.micros.getTotalCount() * rows;
      double rate = signals / measured.seconds;
      return new LoadResult(
          new LoadResult.Rate(
              rate, rate, measured.micros.getTotalCount() / measured.seconds, measured.seconds),
          LoadResult.Latency.of(measured.micros),
          LoadResult.Latency.of(new Histogram(LONGEST_MICROS, 3)),
          new LoadResult.Receipts(signals, 0, 0),
          Map.of(),
          LoadResult.Cpu.of(measured.cpu, signals));
    } finally {
      pool.shutdownNow();
      for (Inserter inserter : inserters) {
        inserter.connection.close();
      }
    }
  }

  /**
   * What was inserted while the clock ran.
   *
   * @param micros the time of each transaction, in microseconds
   * @param seconds how long the clock ran
   * @param cpu CPU time meanwhile, seconds by process
   */
  private record Measured(Histogram micros, double seconds, Map<String, Double> cpu) {}

  /** Makes rows while the clock stands, inserts them while it runs, and so on. */
  private Measured insert(ExecutorService pool, List<Inserter> inserters, Duration length)
      throws IOException, SQLException {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    Map<String, Double> used = new TreeMap<>();
    long nanos = 0;
    while (nanos < length.toNanos()) {
      all(pool, inserters, Inserter::prepare);
      Map<String, Double> before = cpu.seconds();
      long began = System.nanoTime();
      all(pool, inserters, Inserter::insert);
      nanos += System.nanoTime() - began;
      cpu.since(before).forEach((name, seconds) -> used.merge(name, seconds, Double::sum));
      inserters.forEach(inserter -> micros.add(inserter.micros));
    }
    return new Measured(micros, nanos / 1e9, used);
  }

  /** Lets each inserter do its part, all at once, and waits for the last. */
  private static void all(ExecutorService pool, List<Inserter> inserters, Part part)
      throws SQLException {
    List<Future<?>> parts = new ArrayList<>();
    for (Inserter inserter : inserters) {
      parts.add(
          pool.submit(
              () -> {
                part.run(inserter);
                return null;
              }));
    }
    for (Future<?> each : parts) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new SQLException("bare insert failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted", e);
      }
    }
  }

  @FunctionalInterface
  private interface Part {
    void run(Inserter inserter) throws SQLException;
  }

  /** One connection and the groups that it inserts next. Used by one thread at a time. */
  private final class Inserter {

    private final Connection connection;
    private final SignalRows statement;
    private final List<SignalRows.Group> prepared = new ArrayList<>(GROUPS);
    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

    Inserter(Connection connection, int rows) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      this.statement = new SignalRows(connection, rows);
    }

    void prepare() throws SQLException {
      prepared.clear();
      for (int i = 0; i < GROUPS; i++) {
        prepared.add(statement.make(run, groups.getAndIncrement()));
      }
    }

    void insert() throws SQLException {
      micros.reset();
      for (SignalRows.Group group : prepared) {
        long began = System.nanoTime();
        statement.insert(group);
        connection.commit();
        micros.recordValue((System.nanoTime() - began) / 1000);
      }
    }
  }

  private Connection connect() throws SQLException {
    LocalPostgresCredentials app = access.credentials(LocalPostgresRole.APP);
    Connection connection =
        DriverManager.getConnection(
            access.jdbcUrl() + "?prepareThreshold=1", app.user(), app.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET timezone = 'UTC'; SET jit = off; SET plan_cache_mode = force_generic_plan");
    }
    return connection;
  }
}
