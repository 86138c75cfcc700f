package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures appends against the bare insert of the same rows into the same table, on a server of its
 * own: signals a second by group size and threads. Arguments: seconds a measurement.
 */
final class AppendRates {

  private static final int TENANTS = 10;
  private static final int SOURCES = 7;
  private static final int TYPES = 3;
  private static final Instant FROM = Instant.parse("2024-05-01T00:00:00Z");
  private static final long SIGNALS_A_TENANT_AND_DAY = 10_000;

  private final AtomicLong next = new AtomicLong();
  private final PostgresLedger ledger;
  private final PostgresConfig config;
  private final Duration span;

  private AppendRates(PostgresLedger ledger, PostgresConfig config, Duration span) {
    this.ledger = ledger;
    this.config = config;
    this.span = span;
  }

  public static void main(String[] arguments) throws Exception {
    Duration span = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 5);
    PostgresConfig config = TestServer.config(TestServer.newDatabase());
    PostgresLedger.migrate(config);
    try (PostgresLedger ledger = PostgresLedger.open(config)) {
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        ledger.ports().tenants().register(tenant(tenant));
      }
      AppendRates rates = new AppendRates(ledger, config, span);
      ledger.ensureMonths(List.of(YearMonth.of(2024, 5), YearMonth.of(2024, 6)));
      rates.measure("warm-up", 500, 2, rates::append);
      for (int threads : new int[] {1, 4}) {
        for (int size : new int[] {1, 50, 500}) {
          rates.measure("append", size, threads, rates::append);
          rates.measure("bare  ", size, threads, rates::insert);
        }
      }
    }
    TestServer.server().close();
  }

  private interface Work {
    void run(AppendGroup group, Connection connection) throws SQLException;
  }

  private void measure(String name, int size, int threads, Work work)
      throws InterruptedException, ExecutionException {
    List<List<AppendGroup>> groups =
        IntStream.range(0, threads).mapToObj(thread -> groups(size, threads)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Duration server = serverCpu();
    Duration client = cpu(ProcessHandle.current());
    long began = System.nanoTime();
    List<Future<Long>> counts =
        groups.stream().map(mine -> pool.submit(() -> loop(began, mine, work))).toList();
    long signals = 0;
    for (Future<Long> count : counts) {
      signals += count.get();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    pool.shutdown();
    System.out.printf(
        "%s size %3d threads %d: %7.0f signals/s %6.0f transactions/s, CPU us a signal:"
            + " server %.1f client %.1f%n",
        name,
        size,
        threads,
        signals / seconds,
        signals / seconds / size,
        serverCpu().minus(server).toNanos() / 1e3 / signals,
        cpu(ProcessHandle.current()).minus(client).toNanos() / 1e3 / signals);
  }

  private static Duration serverCpu() {
    return ProcessHandle.of(TestServer.server().pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(AppendRates::cpu)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private List<AppendGroup> groups(int size, int threads) {
    long most = size == 1 ? 6_000 : 80_000;
    return IntStream.range(0, (int) (most * span.toSeconds() / size / threads))
        .mapToObj(i -> group(size))
        .toList();
  }

  private long loop(long began, List<AppendGroup> groups, Work work) throws SQLException {
    long signals = 0;
    try (Connection connection =
        SessionSource.serving(config, config.logins().app(), "bare").getConnection()) {
      connection.setAutoCommit(false);
      for (AppendGroup group : groups) {
        work.run(group, connection);
        signals += group.entries().size();
        if (System.nanoTime() - began > span.toNanos()) {
          break;
        }
      }
    }
    return signals;
  }

  private AppendGroup group(int size) {
    long first = next.getAndAdd(size);
    return Signals.group(IntStream.range(0, size).mapToObj(i -> signal(first + i)).toList());
  }

  private static Signals signal(long number) {
    int tenant = (int) (number / 500 % TENANTS);
    long micros = number * (86_400_000_000L / (SIGNALS_A_TENANT_AND_DAY * TENANTS));
    return Signals.of(new TenantId("tenant-" + tenant))
        .withSource("source-" + number % SOURCES)
        .withType("type-" + number % TYPES)
        .withId("signal-" + number)
        .withTs(FROM.plus(micros, ChronoUnit.MICROS).toString());
  }

  private void append(AppendGroup group, Connection unused) {
    if (!(ledger.ports().signals().append(group) instanceof AppendResult.Appended)) {
      throw new IllegalStateException("not appended");
    }
  }

  private void insert(AppendGroup group, Connection connection) throws SQLException {
    try (PreparedStatement grant =
        connection.prepareStatement("SELECT set_config('signalcoherence.tenants', ?, true)")) {
      grant.setString(
          1,
          TenantSetting.of(
              group.entries().stream()
                  .map(entry -> entry.signal().key().tenant())
                  .collect(Collectors.toSet())));
      grant.execute();
    }
    try (PreparedStatement insert = connection.prepareStatement(SignalColumns.INSERT)) {
      SignalColumns.of(group.entries(), IntStream.range(0, group.entries().size()).toArray())
          .bind(insert, 1);
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
      }
    }
    connection.commit();
  }

  private static Tenant tenant(int number) {
    return new Tenant(
        new TenantId("tenant-" + number),
        new Organisation("acme"),
        new Residency(TestServer.CELL, Set.of(TestServer.REGION)),
        TenantState.ACTIVE,
        TenantSettings.STANDARD);
  }
}
