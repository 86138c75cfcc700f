package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds one tenant's lock from outside and looks whom that stops. The held tenant sends to every
 * service, each other one to one. A first short hold finds out who shares a lane with the held
 * tenant; while the second one lasts, all others must be served as before. Used by one thread.
 */
final class LaneTrial {

  private static final int HELD = 5;
  private static final Duration PROBE = Duration.ofMillis(700);
  private static final long STOPPED_MILLIS = 500;
  private static final long TOLERATED_MILLIS = 250;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(signalcoherence.tenant_lock_key(?))";

  private final DuoRun run;
  private final List<SignalClient> clients;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final List<TenantSender> senders = new ArrayList<>();

  /** A stretch of time by {@link System#nanoTime}. */
  private record Stretch(long from, long until) {}

  LaneTrial(DuoRun run, List<SignalClient> clients) {
    this.run = run;
    this.clients = clients;
  }

  /**
   * Runs the trial; call it once.
   *
   * @param admin a superuser's connection
   */
  LaneFinding run(Connection admin) throws SQLException, IOException, InterruptedException {
    List<Thread> threads = start();
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    Duration length = Duration.ofSeconds(run.plan().seconds());
    Stretch before = pass(length);
    Stretch probe = hold(admin, PROBE);
    pass(WARM_UP);
    Stretch held = hold(admin, length);
    pass(WARM_UP);
    ending.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    return judge(before, sharing(probe), held);
  }

  private List<Thread> start() {
    List<Thread> threads = new ArrayList<>();
    for (int tenant = 0; tenant < DuoPlan.TENANTS; tenant++) {
      threads.add(start(tenant, 0));
    }
    threads.add(start(HELD, 1));
    return threads;
  }

  private Thread start(int tenant, int lap) {
    SignalClient client = clients.get((tenant + lap) % clients.size());
    TenantSender sender = new TenantSender(run, client, tenant, lap, () -> !ending.get());
    senders.add(sender);
    Thread thread = new Thread(sender, "duo-tenant-" + tenant);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static Stretch pass(Duration length) throws InterruptedException {
    long from = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    return new Stretch(from, System.nanoTime());
  }

  private static Stretch hold(Connection admin, Duration length)
      throws SQLException, InterruptedException {
    admin.setAutoCommit(false);
    try (PreparedStatement lock = admin.prepareStatement(LOCK)) {
      lock.setString(1, DrillSignal.Series.tenantName(HELD));
      lock.execute();
      return pass(length);
    } finally {
      admin.rollback();
      admin.setAutoCommit(true);
    }
  }

  private Set<Integer> sharing(Stretch probe) {
    Set<Integer> sharing = new HashSet<>();
    for (TenantSender sender : senders) {
      boolean waited =
          sender.samples().stream()
              .filter(sample -> sample.overlaps(probe.from(), probe.until()))
              .anyMatch(sample -> millis(sample.nanos()) >= STOPPED_MILLIS);
      if (waited && sender.tenant() != HELD) {
        sharing.add(sender.tenant());
      }
    }
    return sharing;
  }

  private LaneFinding judge(Stretch before, Set<Integer> sharing, Stretch held) {
    int others = DuoPlan.TENANTS - 1 - sharing.size();
    if (others * 2 < DuoPlan.TENANTS) {
      add(
          Violation.Kind.STOPPED,
          sharing.size() + " of " + (DuoPlan.TENANTS - 1) + " tenants wait with the held one");
    }
    long p99Before = 0;
    long p99Held = 0;
    int refusals = 0;
    for (TenantSender sender : senders) {
      boolean waits = sender.tenant() == HELD || sharing.contains(sender.tenant());
      refusals += refusals(sender, waits);
      if (!waits) {
        p99Before = Math.max(p99Before, p99(sender, before));
        p99Held = Math.max(p99Held, p99(sender, held));
      }
    }
    if (p99Held > p99Before + TOLERATED_MILLIS) {
      add(
          Violation.Kind.STOPPED,
          "p99 of tenants in other lanes: %d ms, before %d ms".formatted(p99Held, p99Before));
    }
    if (refusals == 0) {
      add(Violation.Kind.STOPPED, "the held tenant was never told to come again");
    }
    long longest =
        senders.stream()
            .filter(sender -> sender.tenant() == HELD)
            .flatMap(sender -> sender.samples().stream())
            .mapToLong(each -> millis(each.nanos()))
            .max()
            .orElse(0);
    return new LaneFinding(DuoPlan.TENANTS, sharing.size(), p99Before, p99Held, longest, refusals);
  }

  /**
   * Answers that told a tenant to come again; only one that waits may be told, and only rightly.
   */
  private int refusals(TenantSender sender, boolean waits) {
    int refusals = 0;
    for (TenantSender.Sample sample : sender.samples()) {
      SignalClient.Answer answer = sample.answer();
      if (!answer.isUndetermined()) {
        continue;
      }
      if (waits && answer.status() == 503 && answer.saysWhen()) {
        refusals++;
      } else {
        add(
            Violation.Kind.REFUSED,
            "tenant %d, which %s: status %d, Retry-After %s"
                .formatted(
                    sender.tenant(),
                    waits ? "waits" : "does not wait",
                    answer.status(),
                    answer.retryAfter().orElse("missing")));
      }
    }
    return refusals;
  }

  private static long p99(TenantSender sender, Stretch stretch) {
    long[] sorted =
        sender.samples().stream()
            .filter(sample -> sample.wasSentWithin(stretch.from(), stretch.until()))
            .mapToLong(TenantSender.Sample::nanos)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : millis(sorted[(sorted.length - 1) * 99 / 100]);
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private void add(Violation.Kind kind, String detail) {
    run.violations().add(kind, detail);
  }
}
