package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.Journal;
import io.signalcoherence.perf.drill.ScoreAudit;
import io.signalcoherence.perf.drill.SignalClient;
import io.signalcoherence.perf.drill.TableAudit;
import io.signalcoherence.perf.drill.Violations;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
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
  private static final Duration GIVE_UP = AnswerFinding.REQUEST_TIME.plusSeconds(5);

  private final FaultPlan plan;
  private final Outage outage;
  private final FaultRig rig;
  private final Path folder;
  private final Violations violations = new Violations();
  private final Journal journal;
  private final DrillSignal.Series series;

  /**
   * A drill that has not begun.
   *
   * @param folder where an alerting system may put its data
   */
  FaultDrill(FaultPlan plan, Outage outage, FaultRig rig, Writer journalFile, Path folder) {
    this.plan = plan;
    this.outage = outage;
    this.rig = rig;
    this.folder = folder;
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
    try (Fronts fronts = Fronts.of(rig, plan.twist())) {
      course = load(fronts);
    }
    // Until no score is served that is older than the last signal.
    TimeUnit.NANOSECONDS.sleep(rig.freshness().toNanos());
    List<Broken> differences = rig.compare(plan.twist() == Twist.GRAPH_EXTRA);
    return judge(course, audit(), differences);
  }

  private Course load(Fronts fronts) throws IOException, SQLException, InterruptedException {
    SignalClient client = new SignalClient(fronts.base(), GIVE_UP);
    try (OpenLoad load = new OpenLoad(journal, series, client, rig.freshness())) {
      load.introduce();
      try (Prober prober = Prober.start(fronts.management());
          Watchers watchers =
              Watchers.start(plan, rig, new Watchers.Places(fronts.management(), folder))) {
        watchers.publish(journal, series);
        load.start(plan);
        return new Passage(plan, outage, rig, new Passage.Watch(load, prober, watchers)).through();
      }
    }
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

  private FaultFinding judge(Course course, CountFinding count, List<Broken> differences) {
    Moments moments = course.moments();
    AnswerFinding answers = AnswerFinding.of(course.observations(), moments, tenants());
    HealthFinding health = HealthFinding.of(course.probes(), course.observations(), moments);
    List<Broken> all = new ArrayList<>(count.broken());
    all.addAll(course.broken());
    all.addAll(differences);
    if (!outage.isBeside()) {
      all.addAll(AnswerFinding.unfelt(course.observations(), moments, outage));
    }
    all.addAll(answers.broken(course.observations(), moments, outage));
    all.addAll(health.broken(course.probes(), moments, outage));
    all.addAll(course.size().broken());
    all.addAll(course.heal().broken());
    rig.neighbour()
        .ifPresent(
            neighbour ->
                course
                    .ifBeside()
                    .ifPresent(found -> all.addAll(found.broken(neighbour, outage, moments))));
    return new FaultFinding(
        outage,
        plan.twist().isAsItMustBe(all),
        rig.note(),
        answers,
        health,
        course.size(),
        course.heal(),
        course.beside(),
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
