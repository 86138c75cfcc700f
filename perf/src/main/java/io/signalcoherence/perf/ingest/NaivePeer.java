package io.signalcoherence.perf.ingest;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service as one writes it in a day, and does well: requests don't block, each signal is one
 * durable transaction of one statement that claims the key and adds to the minute's sums, prepared
 * and pipelined over a pool of connections. It has the same HTTP surface as the service, but no
 * conflict, no digest, no provenance, no exact sums, no order, no isolation and no bound on its
 * queue.
 */
final class NaivePeer implements IngestSignals {

  private static final String SCHEMA =
      """
      CREATE SCHEMA IF NOT EXISTS naive;
      CREATE TABLE IF NOT EXISTS naive.signal (
        tenant text COLLATE "C", source text COLLATE "C", id text COLLATE "C", ts timestamptz,
        type text, value float8, weight float8, PRIMARY KEY (tenant, source, id, ts));
      CREATE TABLE IF NOT EXISTS naive.minute (
        tenant text COLLATE "C", minute timestamptz, source text COLLATE "C", type text COLLATE "C",
        n bigint, w float8, wv float8, PRIMARY KEY (tenant, minute, source, type))
        WITH (fillfactor = 80)
      """;

  private static final String COUNT =
      """
      WITH claimed AS (
        INSERT INTO naive.signal VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *)
      INSERT INTO naive.minute
        SELECT tenant, date_trunc('minute', ts), source, type, 1, weight, weight * value FROM claimed
      ON CONFLICT (tenant, minute, source, type) DO UPDATE
        SET n = minute.n + 1, w = minute.w + excluded.w, wv = minute.wv + excluded.wv
      """;

  private final BlockingQueue<PreparedStatement> idle;
  private final ExecutorService threads;

  NaivePeer(String url, int connections) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
    idle = new ArrayBlockingQueue<>(connections);
    for (int i = 0; i < connections; i++) {
      idle.add(DriverManager.getConnection(url).prepareStatement(COUNT));
    }
    threads = Executors.newFixedThreadPool(connections);
  }

  @Override
  public CompletionStage<List<Receipt>> submit(Submission submission) {
    return CompletableFuture.supplyAsync(
        () -> submission.candidates().stream().map(this::count).toList(), threads);
  }

  private Receipt count(Candidate candidate) {
    if (candidate instanceof Candidate.WellFormed good) {
      try {
        PreparedStatement statement = idle.take();
        try {
          insert(statement, good.signal());
        } finally {
          idle.add(statement);
        }
      } catch (SQLException e) {
        return new Receipt.Rejected(new Rejection(RejectionReason.UNSTORABLE, e.getSQLState()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return InstantReceipts.receipt(candidate);
  }

  private static void insert(PreparedStatement statement, Signal signal) throws SQLException {
    statement.setString(1, signal.key().tenant().value());
    statement.setString(2, signal.key().source().value());
    statement.setString(3, signal.key().id().value());
    statement.setTimestamp(4, Timestamp.from(signal.key().ts().value()));
    statement.setString(5, signal.type().value());
    statement.setDouble(6, signal.value().billionths() / 1e9);
    statement.setDouble(7, signal.weight().millionths() / 1e6);
    statement.executeUpdate();
  }
}
