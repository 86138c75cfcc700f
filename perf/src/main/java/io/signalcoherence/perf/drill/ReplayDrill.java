package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.perf.golden.GoldenLine;
import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.golden.SplitMix64;
import io.signalcoherence.perf.service.ServiceKafka;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs {@code drill replay}: publishes the golden file again and again while services are killed
 * and share the topic anew, then once more while nothing happens, and audits.
 */
final class ReplayDrill {

  private static final int TENANTS = 6;
  private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(20);
  private static final Duration ENDGAME = Duration.ofMinutes(3);

  private final ReplayPlan plan;
  private final ReplayRig rig;
  private final List<GoldenLine> lines;
  private final GoldenManifest manifest;
  private final PrintWriter out;
  private final Violations violations = new Violations();
  private final DrillSignal.Series once;

  ReplayDrill(
      ReplayPlan plan,
      ReplayRig rig,
      List<GoldenLine> lines,
      GoldenManifest manifest,
      PrintWriter out) {
    this.plan = plan;
    this.rig = rig;
    this.lines = lines;
    this.manifest = manifest;
    this.out = out;
    this.once =
        new DrillSignal.Series(plan.seed(), Instant.now().truncatedTo(ChronoUnit.MILLIS), TENANTS);
  }

  /**
   * Runs the drill; call it once.
   *
   * @throws IOException when a service can't be started at all, or the broker fails
   */
  ReplayReport run() throws IOException, SQLException, InterruptedException {
    for (GoldenManifest.TenantExpectation tenant : manifest.tenants()) {
      rig.register(tenant.tenant());
    }
    try (Connection admin = rig.connect()) {
      Sabotage.apply(plan.control(), admin);
    }
    try (SignalPublisher publisher = rig.kafka().publisher()) {
      ReplayFeed feed = new ReplayFeed(publisher, lines, once);
      ReplayBreaker breaker =
          new ReplayBreaker(plan, rig, SplitMix64.forPart(plan.seed(), -1, 5), out);
      ReplayMix mix = loadAndBreak(feed, breaker);
      settle();
      QuietPass.Finding quiet = new QuietPass(rig, manifest, violations).run(feed);
      return audit(feed, breaker, mix, quiet);
    }
  }

  private ReplayMix loadAndBreak(ReplayFeed feed, ReplayBreaker breaker)
      throws IOException, SQLException, InterruptedException {
    AtomicBoolean broken = new AtomicBoolean();
    AtomicBoolean fed = new AtomicBoolean();
    ReplayMix mix =
        new ReplayMix(
            rig.services(), lines, SplitMix64.forPart(plan.seed(), -1, 6), violations, fed::get);
    Thread mixing = new Thread(mix, "drill-http");
    mixing.setDaemon(true);
    mixing.start();
    CompletableFuture<Void> feeding = new CompletableFuture<>();
    Thread feeder = new Thread(() -> feed(feed, broken, feeding), "drill-feed");
    feeder.setDaemon(true);
    feeder.start();
    try {
      breaker.run(() -> feeding.isCompletedExceptionally());
      broken.set(true);
      feeding.get(ENDGAME.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("publishing failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("publishing does not end", e);
    } finally {
      broken.set(true);
      fed.set(true);
      mixing.join();
    }
    return mix;
  }

  private void feed(ReplayFeed feed, AtomicBoolean broken, CompletableFuture<Void> done) {
    Beat beat = new Beat(plan.rate());
    try {
      while (feed.passes() < ReplayPlan.PASSES || !broken.get()) {
        feed.pass(
            () -> {
              if (!broken.get()) {
                beat.take();
              }
            });
        say("published %d times: %d records".formatted(feed.passes(), feed.records()));
      }
      done.complete(null);
    } catch (IOException | RuntimeException e) {
      done.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.completeExceptionally(e);
    }
  }

  /** Waits until both services read and nothing is left that is not committed. */
  private void settle() throws IOException, InterruptedException {
    rig.revive();
    if (!rig.awaitShared(ENDGAME)) {
      violations.add(Violation.Kind.NO_RECOVERY, "the topic is not read by both services");
    }
    if (!QuietPass.awaitCommitted(rig.kafka(), ENDGAME)) {
      violations.add(
          Violation.Kind.NO_RECOVERY, rig.kafka().lag() + " records are not committed at the end");
    }
  }

  private ReplayReport audit(
      ReplayFeed feed, ReplayBreaker breaker, ReplayMix mix, QuietPass.Finding quiet)
      throws IOException, SQLException, InterruptedException {
    GoldenAudit golden = new GoldenAudit(lines, manifest, violations);
    long goldenRows;
    try (Connection connection = rig.connect()) {
      goldenRows = golden.tables(connection);
    }
    long onceRows;
    try (Connection connection = rig.connect()) {
      onceRows = new TableAudit(feed, once, violations).run(connection);
    }
    int scores = 0;
    for (ServiceProcess service : rig.services()) {
      SignalClient client = new SignalClient(service.base(), REQUEST_DEADLINE);
      scores += golden.scores(client) + new ScoreAudit(feed, once, violations).run(client);
    }
    LetterAudit.Finding letters =
        new LetterAudit(feed.reasons(), feed.passes(), violations).run(rig.kafka().letters());
    ServiceKafka kafka = rig.kafka();
    if (!kafka.committed().equals(kafka.ends())) {
      violations.add(
          Violation.Kind.NO_RECOVERY,
          "committed " + kafka.committed() + " (the ends: " + kafka.ends() + ")");
    }
    return new ReplayReport(
        plan,
        plan.control().isAsItMustBe(violations),
        new ReplayReport.Sent(feed.passes(), feed.records(), feed.issued(), lines.size()),
        breaker.finding(),
        new ReplayReport.ByHttp(mix.told(), mix.duplicates(), mix.unanswered()),
        new ReplayReport.Audit(goldenRows, onceRows, scores, letters, quiet),
        violations.counts(),
        violations.first());
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Lets one thread go on at a bounded rate; time lost is not made up for. */
  private static final class Beat {

    private final long nanos;
    private long next = System.nanoTime();

    Beat(int perSecond) {
      this.nanos = 1_000_000_000L / perSecond;
    }

    void take() throws InterruptedException {
      long now = System.nanoTime();
      next = Math.max(next + nanos, now);
      long ahead = next - now;
      // A sleep is some 60 µs late: a few records at a time.
      if (ahead > 2_000_000L) {
        TimeUnit.NANOSECONDS.sleep(ahead);
      }
    }
  }
}
