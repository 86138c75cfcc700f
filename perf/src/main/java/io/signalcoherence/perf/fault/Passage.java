package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One fault under load that runs already: before it, while it lasts, and afterwards. */
final class Passage {

  private static final long POLL_MILLIS = 5;
  private static final long LOOK_MILLIS = 50;
  private static final Duration GIVE_UP = AnswerFinding.REQUEST_TIME.plusSeconds(5);
  private static final Duration SETTLING = Duration.ofSeconds(1);

  /** By more than what is told may be old: what is told after it is of all that was sent. */
  private static final Duration COUNTING = Duration.ofSeconds(3);

  private static final Duration DRAIN = Duration.ofSeconds(60);

  private final FaultPlan plan;
  private final Outage outage;
  private final FaultRig rig;
  private final OpenLoad load;
  private final Prober prober;
  private final Watchers watchers;

  /** Who sends and who looks. */
  record Watch(OpenLoad load, Prober prober, Watchers watchers) {}

  Passage(FaultPlan plan, Outage outage, FaultRig rig, Watch watch) {
    this.plan = plan;
    this.outage = outage;
    this.rig = rig;
    this.load = watch.load();
    this.prober = watch.prober();
    this.watchers = watch.watchers();
  }

  Course through() throws IOException, SQLException, InterruptedException {
    pass(plan.warming(outage));
    // A server that has just started may be behind already, and is not to be blamed for it.
    long unused = awaitCaughtUp(System.nanoTime());
    long settled = System.nanoTime();
    pass(plan.healthy(outage));
    long weighed = System.nanoTime();
    Footprint before = rig.footprint();
    pass(plan.recovering(outage));
    long breaking = System.nanoTime();
    rig.breakIt();
    long broken = System.nanoTime();
    pass(plan.fault());
    long measured = System.nanoTime();
    Footprint during = rig.footprint();
    long mending = System.nanoTime();
    rig.mendIt();
    Moments moments = new Moments(breaking, broken, measured, mending, System.nanoTime());
    Phases phases = new Phases(settled, weighed, moments);
    awaitHealed(moments.mended());
    long caughtUp = awaitCaughtUp(moments.mended());
    pass(FaultPlan.AFTERWARDS);
    load.stop(GIVE_UP);
    int unfinished = finish();
    Footprint after = rig.footprint();
    List<Broken> seen = new ArrayList<>(load.broken());
    seen.addAll(load.witness().broken());
    return new Course(
        phases,
        load.observations(),
        seen,
        prober.probes(),
        new SizeFinding(before, during, after),
        healed(moments.mended(), unfinished),
        beside(phases, caughtUp));
  }

  /** Brings all that was sent to an acknowledgement, and what was acknowledged into the ledger. */
  private int finish() throws InterruptedException {
    Optional<StreamLoad> stream = watchers.stream();
    if (stream.isPresent()) {
      stream.get().stop(DRAIN);
    }
    int unfinished = load.drain(DRAIN);
    long drained = System.nanoTime() + COUNTING.toNanos();
    long deadline = drained + DRAIN.toNanos();
    while (!watchers.isAllCountedSince(drained) && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return unfinished;
  }

  private HealFinding healed(long mended, int unfinished) {
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

  private @Nullable BesideFinding beside(Phases phases, long caughtUp) {
    if (!outage.isBeside()) {
      return null;
    }
    Moments moments = phases.moments();
    return new BesideFinding(
        IngestFinding.of(load.observations(), phases, plan.isLong()),
        ReadFinding.of(load.observations(), phases, load.witness()),
        watchers.told(outage, prober, moments),
        new CatchUpFinding(
            Moments.millis(moments.breaking(), moments.mended()),
            since(moments.mended(), caughtUp),
            watchers.stream().map(StreamLoad::published).orElse(0),
            plan.isLong()));
  }

  private static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private void awaitHealed(long mended) throws InterruptedException {
    long deadline = mended + FaultPlan.HEALING.toNanos();
    while ((load.acknowledgedAfter(mended) < 0 || prober.readyAfter(mended) < 0)
        && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** When nothing was behind any more; −1 if that did not come. */
  private long awaitCaughtUp(long mended) throws InterruptedException {
    long deadline = mended + plan.fault().plusMillis(2 * CatchUpFinding.PATIENCE_MILLIS).toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (watchers.isCaughtUpSince(mended)) {
        return System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return -1;
  }

  private static long since(long mended, long moment) {
    return moment < 0 ? -1 : Moments.millis(mended, moment);
  }
}
