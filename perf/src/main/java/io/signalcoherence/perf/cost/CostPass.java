package io.signalcoherence.perf.cost;

import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.golden.GoldenManifest.TenantExpectation;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadDriver;
import io.signalcoherence.perf.load.LoadPlan;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.RecordedRequests;
import io.signalcoherence.perf.load.Traffic;
import io.signalcoherence.perf.service.ReadyService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One sending to one fresh service: other days first, which warm it up and do not count, then the
 * measured day in parts, each after the reference work. Autovacuum, whose work comes in lumps once
 * a minute, is off, and the measured day begins with a checkpoint. Used by one thread.
 */
final class CostPass implements AutoCloseable {

  /** How many times faster than the measured day the other days are sent. */
  private static final int HURRY = 4;

  private final int number;
  private final ReadyService service;
  private final Pace pace;
  private final ReferenceWork reference;
  private final InetSocketAddress target;
  private final CpuMeter cpu;
  private final Map<String, Double> used = new TreeMap<>();
  private final List<Double> works = new ArrayList<>();
  private double slowestP99;
  private long accepted;

  /**
   * How it is sent.
   *
   * @param rate signals/s
   * @param connections most requests in flight
   * @param parts of the measured day
   */
  record Pace(double rate, int connections, int parts) {}

  /**
   * A pass that has sent nothing yet.
   *
   * @param number from 1
   * @param service fresh; closed with the pass
   */
  CostPass(int number, ReadyService service, Pace pace, ReferenceWork reference)
      throws IOException {
    this.number = number;
    this.service = service;
    this.pace = pace;
    this.reference = reference;
    URI base = service.process().base();
    this.target = new InetSocketAddress(base.getHost(), base.getPort());
    this.cpu =
        new CpuMeter()
            .watch("service", service.process().pid())
            .watchTree("postgres", service.postgres().pid());
  }

  /** Registers the tenants and sends the days that do not count. */
  void warmUp(List<GoldenBodies> days) throws IOException, SQLException {
    tell("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
    for (GoldenBodies day : days) {
      for (TenantExpectation tenant : day.manifest().tenants()) {
        service.postgres().register(tenant.tenant(), "unlimited");
      }
      send(day.bodies(), day.lines(), HURRY * pace.rate);
    }
    tell("CHECKPOINT");
  }

  /**
   * Sends one part of the measured day.
   *
   * @param part from 0
   */
  void send(GoldenBodies day, int part) throws IOException {
    works.add(reference.cpuSeconds());
    Map<String, Double> before = cpu.seconds();
    LoadResult result = send(day.parts(pace.parts).get(part), day.lines(), pace.rate);
    cpu.since(before).forEach((name, seconds) -> used.merge(name, seconds, Double::sum));
    slowestP99 = Math.max(slowestP99, result.latency().p99());
    accepted += result.receipts().accepted();
  }

  /**
   * What the measured day has cost.
   *
   * @throws IOException if not all of it was accepted that had to be
   */
  CostReading reading(GoldenManifest day) throws IOException {
    if (accepted != day.distinct()) {
      throw new IOException("accepted: " + accepted + " (expected: " + day.distinct() + ")");
    }
    double thousands = day.lines() / 1000.0;
    return new CostReading(
        number,
        1000 * used.getOrDefault("service", 0.0) / thousands,
        1000 * used.getOrDefault("postgres", 0.0) / thousands,
        1000 * works.stream().sorted().toList().get(works.size() / 2),
        slowestP99);
  }

  private void tell(String... statements) throws SQLException, IOException {
    try (Connection connection = service.postgres().connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private LoadResult send(List<byte[]> bodies, int lines, double rate) throws IOException {
    Traffic traffic = new Traffic(rate, lines, Traffic.BatchFormat.NDJSON, 1, "golden");
    // Half a request less than all of them: the driver sends those that are due before the end.
    Duration length = Duration.ofNanos((long) ((bodies.size() - 0.5) * lines / rate * 1e9));
    LoadPlan plan = new LoadPlan(target, traffic, Duration.ZERO, length, pace.connections);
    LoadResult result =
        new LoadDriver(plan, new CpuMeter(), new RecordedRequests(target, bodies)).run();
    if (!result.errors().isEmpty()) {
      throw new IOException("requests failed: " + result.errors());
    }
    return result;
  }

  @Override
  public void close() {
    service.close();
  }
}
