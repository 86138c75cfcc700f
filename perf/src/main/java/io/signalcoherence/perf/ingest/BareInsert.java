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
 */
final class BareInsert implements Side {

  private static final long LONGEST_MICROS = 600_000_000L;

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
    try {
      if (!warmUp.isZero()) {
        inserted(pool, warmUp);
      }
      Map<String, Double> before = cpu.seconds();
      long began = System.nanoTime();
      Histogram micros = inserted(pool, length);
      double seconds = (System.nanoTime() - began) / 1e9;
      long signals = micros.getTotalCount() * rows;
      double rate = signals / seconds;
      return new LoadResult(
          new LoadResult.Rate(rate, rate, micros.getTotalCount() / seconds, seconds),
          LoadResult.Latency.of(micros),
          LoadResult.Latency.of(new Histogram(LONGEST_MICROS, 3)),
          new LoadResult.Receipts(signals, 0, 0),
          Map.of(),
          LoadResult.Cpu.of(cpu.since(before), signals));
    } finally {
      pool.shutdownNow();
    }
  }

  /** The time of each transaction, in microseconds. */
  private Histogram inserted(ExecutorService pool, Duration length) throws SQLException {
    long end = System.nanoTime() + length.toNanos();
    List<Future<Histogram>> parts = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      parts.add(pool.submit(() -> loop(end)));
    }
    Histogram all = new Histogram(LONGEST_MICROS, 3);
    for (Future<Histogram> part : parts) {
      try {
        all.add(part.get());
      } catch (ExecutionException e) {
        throw new SQLException("bare insert failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted", e);
      }
    }
    return all;
  }

  private Histogram loop(long end) throws SQLException {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try (SignalRows insert = new SignalRows(connection, rows)) {
        while (System.nanoTime() - end < 0) {
          long group = groups.getAndIncrement();
          insert.fill(run, group);
          long began = System.nanoTime();
          insert.execute();
          connection.commit();
          micros.recordValue((System.nanoTime() - began) / 1000);
        }
      }
    }
    return micros;
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
