package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;

/** Runs {@code drill duo} on services that are ready. */
final class DuoDrill {

  private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(20);
  private static final String DEADLOCKS =
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

  private final DuoRun run;
  private final DuoRig rig;
  private final List<SignalClient> clients = new ArrayList<>();
  private final PrintWriter out;

  DuoDrill(DuoPlan plan, DuoRig rig, PrintWriter out) {
    DrillSignal.Series series =
        new DrillSignal.Series(
            plan.seed(),
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            DuoPlan.TENANTS,
            plan.firstOfTrial());
    this.run = new DuoRun(plan, series, new KeyTally(plan.capacity()), new Violations());
    this.rig = rig;
    this.out = out;
    for (URI base : rig.bases()) {
      clients.add(new SignalClient(base, REQUEST_DEADLINE));
    }
  }

  /**
   * Runs the drill; call it once.
   *
   * @throws SQLException when the tables can't be read
   */
  DuoReport run() throws SQLException, IOException, InterruptedException {
    DuoReport.Load load;
    LaneFinding lanes;
    try (Connection admin = rig.connect()) {
      Sabotage.apply(run.plan().control(), admin);
      load = load();
      say("%d keys sent by each of %d writers".formatted(run.plan().keys(), DuoPlan.WRITERS));
      lanes = new LaneTrial(run, clients).run(admin);
      say("held one tenant for %d s".formatted(run.plan().seconds()));
    }
    run.tally().check(run.violations());
    long rows;
    long deadlocks;
    try (Connection connection = rig.connect()) {
      deadlocks = deadlocks(connection);
      rows = new TableAudit(run.tally(), run.series(), run.violations()).run(connection);
    }
    int scores = 0;
    for (SignalClient client : clients) {
      scores += new ScoreAudit(run.tally(), run.series(), run.violations()).run(client);
    }
    return new DuoReport(
        run.plan(),
        run.plan().control().isAsItMustBe(run.violations()),
        load,
        new DuoReport.Audit(rows, scores, deadlocks),
        lanes,
        run.violations().counts(),
        run.violations().first());
  }

  private DuoReport.Load load() throws InterruptedException {
    Phaser together = new Phaser();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < DuoPlan.WRITERS; i++) {
      SignalClient client = clients.get(i % clients.size());
      boolean backwards = i / clients.size() % 2 == 1;
      Thread thread =
          new Thread(new DuoWriter(run, client, together, backwards), "duo-writer-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    long begun = System.nanoTime();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    KeyTally tally = run.tally();
    return new DuoReport.Load(tally.receipts(), tally.accepted(), tally.duplicates(), millis);
  }

  private static long deadlocks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(DEADLOCKS)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
