package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Takes one service through one fault: load, fault, recovery, and in the end the audits. */
final class FaultDrill {

  private static final int CAPACITY = 4_000_000;
  private static final int KEPT = 5;
  private static final long POLL_MILLIS = 5;
  private static final Duration GIVE_UP = AnswerFinding.REQUEST_TIME.plusSeconds(5);
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(60);

  private final FaultPlan plan;
  private final Outage outage;
  private final FaultRig rig;
  private final Violations violations = new Violations();
  private final Journal journal;
  private final DrillSignal.Series series;

  FaultDrill(FaultPlan plan, Outage outage, FaultRig rig, Writer journalFile) {
    this.plan = plan;
    this.outage = outage;
    this.rig = rig;
    this.journal = new Journal(CAPACITY, journalFile, violations);
    this.series =
        new DrillSignal.Series(
            plan.seed(), Instant.now().truncatedTo(ChronoUnit.MILLIS), FaultPlan.TENANTS);
  }

  /**
   * Runs the drill; call it once, on a rig that is ready.
   *
   * @throws IOException when the fault can't be made or undone, or the service is gone
   * @throws SQLException when the audit can't read the tables
   */
  FaultFinding run() throws IOException, SQLException, InterruptedException {
    Course course;
    if (plan.control() == Control.ACK_BEFORE_COMMIT) {
      try (EagerFront front = EagerFront.start(rig.base())) {
        course = load(front.base());
      }
    } else {
      course = load(rig.base());
    }
    return judge(course, audit());
  }

  /** What was seen while it ran. */
  private record Course(
      Moments moments,
      List<Observation> observations,
      List<Broken> unreadable,
      List<Probe> probes,
      SizeFinding size,
      HealFinding heal) {}

  private Course load(URI target) throws IOException, SQLException, InterruptedException {
    try (OpenLoad load = new OpenLoad(journal, series, new SignalClient(target, GIVE_UP))) {
      load.introduce();
      try (Prober prober = Prober.start(rig.management())) {
        load.start(plan);
        return through(load, prober);
      }
    }
  }

  private Course through(OpenLoad load, Prober prober)
      throws IOException, SQLException, InterruptedException {
    pass(FaultPlan.HEALTHY);
    Footprint before = rig.footprint();
    long breaking = System.nanoTime();
    rig.breakIt();
    long broken = System.nanoTime();
    pass(plan.fault());
    long measured = System.nanoTime();
    Footprint during = rig.footprint();
    long mending = System.nanoTime();
    rig.mendIt();
    Moments moments = new Moments(breaking, broken, measured, mending, System.nanoTime());
    awaitHealed(load, prober, moments.mended());
    pass(FaultPlan.AFTERWARDS);
    load.stop(GIVE_UP);
    int unfinished = load.drain(DRAIN);
    Footprint after = rig.footprint();
    return new Course(
        moments,
        load.observations(),
        load.broken(),
        prober.probes(),
        new SizeFinding(before, during, after),
        healed(load, prober, moments.mended(), unfinished));
  }

  private static HealFinding healed(OpenLoad load, Prober prober, long mended, int unfinished) {
    long acknowledged = load.acknowledgedAfter(mended);
    long ready = prober.readyAfter(mended);
    long settled = Math.max(Math.max(acknowledged, ready), mended) + SETTLING.toNanos();
    long refused =
        load.observations().stream()
            .filter(each -> each.sent() - settled >= 0 && each.isRefused())
            .count();
    return new HealFinding(
        since(mended, acknowledged), since(mended, ready), (int) refused, unfinished);
  }

  private static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private static void awaitHealed(OpenLoad load, Prober prober, long mended)
      throws InterruptedException {
    long deadline = mended + FaultPlan.HEALING.toNanos();
    while ((load.acknowledgedAfter(mended) < 0 || prober.readyAfter(mended) < 0)
        && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static long since(long mended, long moment) {
    return moment < 0 ? -1 : Moments.millis(mended, moment);
  }

  private CountFinding audit() throws SQLException, InterruptedException {
    long rows;
    try (Connection connection = rig.connect()) {
      rows = new TableAudit(journal, series, violations).run(connection);
    }
    SignalClient client = new SignalClient(rig.base(), GIVE_UP);
    int scores = new ScoreAudit(journal, series, violations).run(client);
    return new CountFinding(
        journal.acknowledged(), rows, scores, violations.counts(), violations.first());
  }

  private FaultFinding judge(Course course, CountFinding count) {
    Moments moments = course.moments();
    AnswerFinding answers = AnswerFinding.of(course.observations(), moments, tenants());
    HealthFinding health = HealthFinding.of(course.probes(), moments);
    List<Broken> all = new ArrayList<>(count.broken());
    all.addAll(course.unreadable());
    all.addAll(AnswerFinding.unfelt(course.observations(), moments, outage));
    all.addAll(answers.broken(course.observations(), moments, outage));
    all.addAll(health.broken(course.probes(), moments, outage));
    all.addAll(course.size().broken());
    all.addAll(course.heal().broken());
    boolean passed =
        plan.control() == Control.NONE ? all.isEmpty() : plan.control().isAsItMustBe(violations);
    return new FaultFinding(
        outage,
        passed,
        rig.note(),
        answers,
        health,
        course.size(),
        course.heal(),
        count,
        firstOfEach(all));
  }

  private Set<String> tenants() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < series.tenants(); i++) {
      names.add(DrillSignal.Series.tenantName(i));
    }
    return names;
  }

  private static List<Broken> firstOfEach(List<Broken> all) {
    Map<Broken.Law, Integer> counts = new EnumMap<>(Broken.Law.class);
    List<Broken> first = new ArrayList<>();
    for (Broken each : all) {
      if (counts.merge(each.law(), 1, Integer::sum) <= KEPT) {
        first.add(each);
      }
    }
    counts.forEach(
        (law, count) -> {
          if (count > KEPT) {
            first.add(new Broken(law, (count - KEPT) + " more"));
          }
        });
    return first;
  }
}
