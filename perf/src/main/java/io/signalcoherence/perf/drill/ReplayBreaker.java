package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.golden.SplitMix64;
import io.signalcoherence.perf.service.ServiceKafka;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Kills services that have records open, and lets them leave and join. Before some kills it waits
 * until both services share the topic, after some until what lay there at the kill is committed;
 * else it goes on at once, so that kills also meet a group that is about to share the topic anew.
 */
final class ReplayBreaker {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SHARED = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 10;

  /** So many kills from one waiting for both services to share the topic to the next. */
  private static final int ROUND = 4;

  private final ReplayPlan plan;
  private final ReplayRig rig;
  private final SplitMix64 random;
  private final PrintWriter out;
  private final List<Kill> kills = new ArrayList<>();
  private int left;
  private int whole;

  /**
   * One kill.
   *
   * @param open records that the killed service had open just before
   * @param lag records in the topic that were not committed just after
   * @param caughtUpMillis from the kill until those were committed; −1 if that was not waited for
   */
  record Kill(int open, long lag, long caughtUpMillis) {}

  /**
   * What was done.
   *
   * @param kills each with records open
   * @param left how often a service was stopped in order and started again
   * @param whole how often both services were seen to share all partitions before the next step
   */
  record Finding(List<Kill> kills, int left, int whole) {}

  ReplayBreaker(ReplayPlan plan, ReplayRig rig, SplitMix64 random, PrintWriter out) {
    this.plan = plan;
    this.rig = rig;
    this.random = random;
    this.out = out;
  }

  /**
   * Breaks as much as is planned.
   *
   * @param futile whether there is no load any more
   */
  void run(BooleanSupplier futile) throws IOException, InterruptedException {
    while (kills.size() < plan.kills() && !futile.getAsBoolean()) {
      if (kills.size() % (2 * ROUND) == 2) {
        leaveAndJoin();
      }
      if (kills.size() % ROUND == 0 && rig.awaitShared(SHARED)) {
        whole++;
      }
      kill();
    }
  }

  Finding finding() {
    return new Finding(List.copyOf(kills), left, whole);
  }

  private void leaveAndJoin() throws IOException, InterruptedException {
    ServiceProcess service = rig.services().get(random.below(2));
    service.close();
    rig.revive();
    left++;
    say("a service left and joined again");
  }

  private void kill() throws IOException, InterruptedException {
    Victim victim = awaitVictim();
    long began = System.nanoTime();
    victim.service.kill();
    ServiceKafka kafka = rig.kafka();
    Map<Integer, Long> ends = kafka.ends();
    long lag = ServiceKafka.sum(ends) - ServiceKafka.sum(kafka.committed());
    if (plan.control() == Control.OFFSETS_FIRST) {
      passOver(ends);
    }
    rig.revive();
    long caughtUp = kills.size() % ROUND == 1 ? awaitCommitted(ends, began) : -1;
    Kill kill = new Kill((int) victim.open, lag, caughtUp);
    kills.add(kill);
    say(
        "kill %d: %d records open, lag %d%s"
            .formatted(
                kills.size(),
                kill.open(),
                kill.lag(),
                caughtUp < 0 ? "" : ", committed after " + caughtUp + " ms"));
  }

  private record Victim(ServiceProcess service, double open) {}

  /** A service that has records open at this moment. */
  private Victim awaitVictim() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      ServiceProcess service = rig.services().get(random.below(2));
      double open = ReplayRig.open(service);
      if (open > 0) {
        return new Victim(service, open);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("no service has had a record open for " + PATIENCE.toSeconds() + " s");
  }

  /** The sabotage: once nobody is left in the group, its offsets stand at the ends. */
  private void passOver(Map<Integer, Long> ends) throws IOException, InterruptedException {
    for (ServiceProcess service : rig.services()) {
      service.kill();
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!rig.kafka().commitTo(ends)) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("the group keeps its dead members");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private long awaitCommitted(Map<Integer, Long> ends, long since)
      throws IOException, InterruptedException {
    while (System.nanoTime() - since < PATIENCE.toNanos()) {
      Map<Integer, Long> committed = rig.kafka().committed();
      if (ends.entrySet().stream()
          .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
        return (System.nanoTime() - since) / 1_000_000;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("what lay in the topic at a kill is not committed");
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
