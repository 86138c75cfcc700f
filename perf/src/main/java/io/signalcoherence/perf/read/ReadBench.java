package io.signalcoherence.perf.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.load.ClosedLoop;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.service.ReadyService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One service with tenants of several sizes. In this order: {@link #compareTwins}, {@link #add} for
 * each size, {@link #measure}. Used by one thread.
 */
final class ReadBench implements AutoCloseable {

  private static final int TWINS = 10_000;
  private static final int BATCH = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration PLANS = Duration.ofMillis(300);

  private final ReadyService service;
  private final WindowSignals window;
  private final Connection connection;
  private final ScoreClient client;
  private final TenantFill fill;
  private final Map<Long, String> tenants = new TreeMap<>();

  ReadBench(ReadyService service, WindowSignals window) throws SQLException, IOException {
    this.service = service;
    this.window = window;
    this.connection = service.postgres().connect();
    this.client = new ScoreClient(service.process().base());
    this.fill = new TenantFill(connection, window);
  }

  /**
   * Sends the same signals to one tenant and fills them into another.
   *
   * @return how many rows of both were compared and equal
   * @throws SQLException if a row differs
   * @throws IOException if the scores differ, or a signal was not accepted
   */
  long compareTwins() throws SQLException, IOException, InterruptedException {
    client.send(window.bodies("read-sent", TWINS, BATCH), BATCH);
    give("read-given", TWINS);
    long equal = Twins.compare(connection, "read-sent", "read-given");
    JsonNode sent = client.score("read-sent", window);
    JsonNode given = client.score("read-given", window);
    if (!sent.equals(given) || sent.path("sample_size").asLong() != TWINS) {
      throw new IOException("scores: " + sent + " and " + given + " (expected: equal)");
    }
    return equal;
  }

  /** Adds a tenant of that size; tells how long it took. */
  Duration add(long size) throws SQLException, IOException {
    long began = System.nanoTime();
    String tenant = "read-" + size;
    give(tenant, size);
    tenants.put(size, tenant);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void give(String tenant, long size) throws SQLException, IOException {
    service.postgres().register(tenant, "standard-365d");
    fill.fill(tenant, size);
  }

  /** Asks for each tenant's score in turn, round after round, then looks into the database. */
  List<ReadReading> measure(int connections, int rounds, Duration each)
      throws SQLException, IOException, InterruptedException {
    fill.settle();
    ClosedLoop loop = new ClosedLoop(client.target(), connections);
    Map<Long, List<LoadResult.Latency>> latencies = new TreeMap<>();
    List<Long> order = new ArrayList<>(tenants.keySet());
    for (long size : order) {
      loop.get(path(size), WARM_UP);
    }
    for (int round = 0; round < rounds; round++) {
      for (long size : order) {
        latencies
            .computeIfAbsent(size, absent -> new ArrayList<>())
            .add(loop.get(path(size), each));
      }
      Collections.reverse(order);
    }
    return readings(latencies);
  }

  private List<ReadReading> readings(Map<Long, List<LoadResult.Latency>> latencies)
      throws SQLException, IOException, InterruptedException {
    String login = service.postgres().access().credentials(LocalPostgresRole.APP).user();
    Map<Long, StatementCost> sums = new TreeMap<>();
    for (Map.Entry<Long, String> tenant : tenants.entrySet()) {
      sums.put(
          tenant.getKey(), SignalSum.of(service.postgres().access(), tenant.getValue(), window));
    }
    ServicePlans plans = ServicePlans.log(connection, login);
    ClosedLoop loop = new ClosedLoop(client.target(), 1);
    List<ReadReading> readings = new ArrayList<>();
    for (Map.Entry<Long, List<LoadResult.Latency>> size : latencies.entrySet()) {
      StatementCost cost = plans.during(() -> loop.get(path(size.getKey()), PLANS));
      StatementCost sum = sums.get(size.getKey());
      if (sum == null) {
        throw new IllegalStateException("no sum over the signals of " + size.getKey());
      }
      readings.add(new ReadReading(size.getKey(), size.getValue(), cost, sum));
    }
    return readings;
  }

  private String path(long size) {
    return ScoreClient.path("read-" + size, window);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
