package io.signalcoherence.perf.cache;

import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.perf.cache.CacheRound.Side;
import io.signalcoherence.perf.golden.GoldenManifest.TenantExpectation;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadDriver;
import io.signalcoherence.perf.load.LoadPlan;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.RecordedRequests;
import io.signalcoherence.perf.load.Traffic;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServicePostgres;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL and one Redis, and services over both: some with the cache and as many without,
 * which idle while the others are measured. Closing it ends all. Used by one thread.
 */
final class CacheBench implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final double FILL_RATE = 10_000;
  private static final int CONNECTIONS = 32;

  /** The score is asked for an hour before the golden day's end at first, and then moves on. */
  private static final Duration BEFORE_END = Duration.ofHours(1);

  private final GoldenDay day;
  private final Pace pace;
  private final LocalRedis redis;
  private final ServicePostgres postgres;
  private final Map<Side, List<ServiceProcess>> services = new EnumMap<>(Side.class);
  private final List<String> tenants = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService drivers = Executors.newCachedThreadPool();
  private final long beganMillis = System.currentTimeMillis();
  private int nextLate;

  /**
   * How it is asked and sent.
   *
   * @param reads a second, over all instances
   * @param signals a second, to the first instance
   * @param warmUp of each round, at the same rates
   * @param seconds measured in each round
   */
  record Pace(double reads, double signals, Duration warmUp, Duration seconds) {

    /** How many signals a round takes. */
    int signalsARound() {
      return (int) Math.ceil(signals * (warmUp.toNanos() + seconds.toNanos()) / 1e9);
    }
  }

  CacheBench(
      Path folder,
      ServiceLaunch launch,
      Map<String, String> settings,
      int instances,
      GoldenDay day,
      Pace pace)
      throws IOException, InterruptedException {
    this.day = day;
    this.pace = pace;
    this.redis = LocalRedis.start(LocalRedisConfig.temporary());
    Path data = folder.resolve("data");
    this.postgres = new ServicePostgres(data);
    for (Side side : Side.values()) {
      services.put(side, new ArrayList<>());
    }
    try {
      for (int i = 0; i < instances; i++) {
        for (Side side : Side.values()) {
          start(folder, launch, settings, side);
        }
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** The first one runs the PostgreSQL that the others are given. */
  private void start(Path folder, ServiceLaunch launch, Map<String, String> settings, Side side)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>();
    // what drills switch off is what is measured here
    all.put("SIGNALCOHERENCE_CACHE_FRESHNESS", "1s");
    all.putAll(settings);
    int number = services.values().stream().mapToInt(List::size).sum();
    if (number > 0) {
      all.putAll(postgres.environment());
    }
    if (side == Side.WITHOUT) {
      all.put("SIGNALCOHERENCE_CACHE_LOCAL_SUMS", "0");
    } else {
      all.put("SIGNALCOHERENCE_REDIS_URL", redis.url());
      all.put("SIGNALCOHERENCE_REDIS_PASSWORD", redis.password());
    }
    ServiceProcess service =
        new ServiceProcess(
            launch,
            folder.resolve(number == 0 ? "data" : "data-" + number),
            all,
            folder.resolve("service-" + number + ".log"));
    services.get(side).add(service);
    service.start();
    if (!service.awaitReady(LONGEST_START)) {
      throw new IOException("not ready, see the logs in " + folder);
    }
  }

  /** Registers the golden tenants and sends their day, but for what comes late. */
  void fill() throws IOException, SQLException {
    for (TenantExpectation tenant : day.manifest().tenants()) {
      postgres.register(tenant.tenant(), "unlimited");
      tenants.add(tenant.tenant());
    }
    ServiceProcess first = services.get(Side.WITH).get(0);
    LoadResult result = send(first, day.first(), GoldenDay.LINES, FILL_RATE, Duration.ZERO);
    if (!result.errors().isEmpty()) {
      throw new IOException("golden signals were not taken: " + result.errors());
    }
  }

  /** Measures one side, while signals of the same tenants come in at its first instance. */
  CacheRound measure(Side side) throws IOException, InterruptedException {
    List<ServiceProcess> measured = services.getOrDefault(side, List.of());
    List<byte[]> late = day.late().subList(nextLate, nextLate + pace.signalsARound());
    nextLate += late.size();
    Future<LoadResult> ingest =
        drivers.submit(() -> send(measured.get(0), late, 1, pace.signals(), pace.warmUp()));
    List<Future<LoadResult>> reads = new ArrayList<>();
    for (ServiceProcess service : measured) {
      reads.add(drivers.submit(() -> ask(service, pace.reads() / measured.size())));
    }
    TimeUnit.NANOSECONDS.sleep(pace.warmUp().toNanos());
    ReadCounts before = counts(measured);
    List<LoadResult> results = new ArrayList<>();
    for (Future<LoadResult> each : reads) {
      results.add(result(each));
    }
    ReadCounts counts = counts(measured).since(before);
    return new CacheRound(side, results, result(ingest), counts);
  }

  private LoadResult ask(ServiceProcess service, double rate) throws IOException {
    InetSocketAddress target = target(service);
    Traffic traffic = new Traffic(rate, 1, Traffic.BatchFormat.JSON, tenants.size(), "read");
    LoadPlan plan = new LoadPlan(target, traffic, pace.warmUp(), pace.seconds(), CONNECTIONS);
    ScoreRequests requests =
        new ScoreRequests(target, tenants, day.asOf().minus(BEFORE_END), beganMillis);
    return new LoadDriver(plan, new CpuMeter(), requests).run();
  }

  private static LoadResult send(
      ServiceProcess service, List<byte[]> bodies, int lines, double rate, Duration warmUp)
      throws IOException {
    InetSocketAddress target = target(service);
    Traffic traffic = new Traffic(rate, lines, Traffic.BatchFormat.NDJSON, 1, "golden");
    // half a request less than all of them: the driver sends those that are due before the end
    Duration length = Duration.ofNanos((long) ((bodies.size() - 0.5) * lines / rate * 1e9));
    LoadPlan plan = new LoadPlan(target, traffic, warmUp, length.minus(warmUp), CONNECTIONS);
    return new LoadDriver(plan, new CpuMeter(), new RecordedRequests(target, bodies)).run();
  }

  private ReadCounts counts(List<ServiceProcess> measured)
      throws IOException, InterruptedException {
    List<ReadCounts> counts = new ArrayList<>();
    for (ServiceProcess service : measured) {
      counts.add(ReadCounts.of(http, service.management()));
    }
    return ReadCounts.sum(counts);
  }

  private static LoadResult result(Future<LoadResult> run)
      throws IOException, InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IOException("load: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private static InetSocketAddress target(ServiceProcess service) {
    return new InetSocketAddress(service.base().getHost(), service.base().getPort());
  }

  @Override
  public void close() {
    drivers.shutdownNow();
    List<ServiceProcess> all = new ArrayList<>(services.getOrDefault(Side.WITHOUT, List.of()));
    List<ServiceProcess> with = services.getOrDefault(Side.WITH, List.of());
    for (int i = with.size() - 1; i >= 0; i--) {
      all.add(with.get(i));
    }
    // the one that runs the PostgreSQL of all ends last
    all.forEach(ServiceProcess::close);
    redis.close();
  }
}
