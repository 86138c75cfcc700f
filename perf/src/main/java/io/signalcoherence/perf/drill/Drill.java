package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.golden.SplitMix64;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs one drill on one rig: load, faults, and in the end the audits. */
final class Drill {

  private static final int CAPACITY = 4_000_000;
  private static final long POLL_MILLIS = 5;
  private static final int LONGEST_START_MILLIS = 4000;
  private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(20);
  private static final Duration ENDGAME = Duration.ofMinutes(2);

  private final DrillPlan plan;
  private final Rig rig;
  private final PrintWriter out;
  private final Violations violations = new Violations();
  private final Journal journal;
  private final DrillSignal.Series series;
  private final SplitMix64 random;
  private final List<Fault> faults = new ArrayList<>();
  private final AtomicBoolean ending = new AtomicBoolean();

  Drill(DrillPlan plan, Rig rig, Writer journalFile, PrintWriter out) {
    this.plan = plan;
    this.rig = rig;
    this.out = out;
    this.journal = new Journal(CAPACITY, journalFile, violations);
    this.random = SplitMix64.forPart(plan.seed(), -1, 2);
    this.series =
        new DrillSignal.Series(
            plan.seed(), Instant.now().truncatedTo(ChronoUnit.MILLIS), plan.load().tenants());
  }

  /**
   * Runs the drill; call it once.
   *
   * @throws IOException when the service can't be started at all
   * @throws SQLException when the audit can't read the tables
   */
  DrillReport run() throws IOException, SQLException, InterruptedException {
    rig.start();
    try (Connection admin = rig.connect()) {
      Sabotage.apply(plan.control(), admin);
    }
    if (plan.control() == Control.ACK_BEFORE_COMMIT) {
      try (EagerFront front = EagerFront.start(rig.base())) {
        loadAndBreak(front.base());
      }
    } else {
      loadAndBreak(rig.base());
    }
    return audit();
  }

  private void loadAndBreak(URI target) throws IOException, InterruptedException {
    SignalClient client = new SignalClient(target, REQUEST_DEADLINE);
    Pace pace = new Pace(plan.load().perSecond());
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < plan.load().senders(); i++) {
      SplitMix64 choices = SplitMix64.forPart(plan.seed(), i, 3);
      Sender sender =
          new Sender(journal, series, client, () -> !ending.get() && pace.take(), choices);
      Thread thread = new Thread(sender, "drill-sender-" + i);
      thread.setDaemon(true);
      thread.start();
      senders.add(thread);
    }
    breakThings();
    ending.set(true);
    if (rig instanceof CutRig cutting) {
      cutting.calm();
    }
    long deadline = System.nanoTime() + ENDGAME.toNanos();
    for (Thread sender : senders) {
      sender.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      if (sender.isAlive()) {
        violations.add(
            Violation.Kind.NO_RECOVERY, sender.getName() + " still waits for an acknowledgement");
      }
    }
  }

  private void breakThings() throws IOException, InterruptedException {
    int service = plan.faults().serviceKills();
    int postgres = plan.faults().postgresKills();
    while (service + postgres > 0 && violations.count(Violation.Kind.NO_RECOVERY) == 0) {
      TimeUnit.MILLISECONDS.sleep(50 + random.below(1200));
      boolean ofService = random.below(service + postgres) < service;
      Fault fault = kill(ofService ? Fault.Target.SERVICE : Fault.Target.POSTGRES);
      faults.add(fault);
      if (fault.counts() || plan.control() == Control.ACK_BEFORE_COMMIT) {
        service -= ofService ? 1 : 0;
        postgres -= ofService ? 0 : 1;
      }
      tell(fault);
      if (faults.size() > 4 * (plan.faults().serviceKills() + plan.faults().postgresKills())) {
        violations.add(Violation.Kind.NO_RECOVERY, "three of four kills met no append in flight");
      }
    }
    while (!enough() && violations.count(Violation.Kind.NO_RECOVERY) == 0) {
      int before = journal.acknowledged();
      long cutsBefore = rig.cuts();
      TimeUnit.SECONDS.sleep(1);
      if (journal.acknowledged() == before && rig.cuts() == cutsBefore) {
        awaitAcknowledgement(before, System.nanoTime());
      }
    }
  }

  private boolean enough() {
    return journal.acknowledged() >= plan.load().acknowledged()
        && rig.cuts() >= plan.faults().cuts();
  }

  private Fault kill(Fault.Target target) throws IOException, InterruptedException {
    rig.aim();
    awaitInFlight();
    long moment = System.nanoTime();
    journal.killing();
    if (target == Fault.Target.SERVICE) {
      rig.killService();
    } else if (!rig.killPostgres()) {
      return new Fault(target, false, 0, -1);
    }
    journal.killed();
    int acknowledged = journal.acknowledged();
    boolean whileStarting =
        target == Fault.Target.SERVICE
            && random.chance(1, 3)
            && rig.killWhileStarting(Duration.ofMillis(random.below(LONGEST_START_MILLIS)));
    rig.revive(plan.recovery());
    long recovery = awaitAcknowledgement(acknowledged, moment);
    return new Fault(target, whileStarting, journal.struck(), recovery);
  }

  private void awaitInFlight() throws InterruptedException {
    for (int i = 0; i < 2000 && journal.inFlight() == 0; i++) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /**
   * Milliseconds from {@code since} to the first acknowledgement after the first {@code known}; −1
   * and a violation if none comes.
   */
  private long awaitAcknowledgement(int known, long since) throws InterruptedException {
    while (journal.acknowledged() <= known) {
      if (System.nanoTime() - since > plan.recovery().toNanos()) {
        violations.add(
            Violation.Kind.NO_RECOVERY,
            "nothing acknowledged for " + plan.recovery().toSeconds() + " s");
        return -1;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return (System.nanoTime() - since) / 1_000_000;
  }

  private void tell(Fault fault) {
    out.printf(
        "kill %d: %s%s, in flight %d, next acknowledgement after %d ms; acknowledged %d%n",
        faults.size(),
        fault.target(),
        fault.whileStarting() ? " and again while it started" : "",
        fault.inFlight(),
        fault.recoveryMillis(),
        journal.acknowledged());
    out.flush();
  }

  private DrillReport audit() throws SQLException, IOException, InterruptedException {
    if (!rig.revive(plan.recovery())) {
      violations.add(Violation.Kind.NO_RECOVERY, "not ready at the end");
    }
    long rows;
    try (Connection connection = rig.connect()) {
      rows = new TableAudit(journal, series, violations).run(connection);
    }
    SignalClient client = new SignalClient(rig.base(), REQUEST_DEADLINE);
    int scores = new ScoreAudit(journal, series, violations).run(client);
    DrillReport.Counts counts =
        new DrillReport.Counts(
            journal.acknowledged(),
            journal.acceptedAtFirst(),
            journal.duplicatesTold(),
            journal.conflictsTold(),
            rows,
            scores);
    return new DrillReport(
        plan.control(),
        plan.control().isAsItMustBe(violations),
        List.copyOf(faults),
        rig.cuts(),
        counts,
        violations.counts(),
        violations.first());
  }
}
