package io.signalcoherence.perf.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends one tenant's signals, one at a time, each again until its fate is told, and keeps how long
 * each request took. Runs on a thread of its own; others may read what it has kept.
 */
final class TenantSender implements Runnable {

  private static final long PAUSE_MILLIS = 20;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DuoRun run;
  private final SignalClient client;
  private final int tenant;
  private final int lap;
  private final BooleanSupplier more;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * One request.
   *
   * @param sent by {@link System#nanoTime}
   * @param nanos to its answer
   * @param answer what it was told
   */
  record Sample(long sent, long nanos, SignalClient.Answer answer) {

    boolean wasSentWithin(long from, long until) {
      return sent - from >= 0 && until - sent > 0;
    }

    boolean overlaps(long from, long until) {
      return until - sent > 0 && sent + nanos - from > 0;
    }
  }

  /**
   * A sender that has sent nothing.
   *
   * @param lap 0 or 1: each of a tenant's two senders has signals of its own
   */
  TenantSender(DuoRun run, SignalClient client, int tenant, int lap, BooleanSupplier more) {
    this.run = run;
    this.client = client;
    this.tenant = tenant;
    this.lap = lap;
    this.more = more;
  }

  int tenant() {
    return tenant;
  }

  @Override
  public void run() {
    try {
      for (int i = 0; i < DuoPlan.TRIAL_SIGNALS && more.getAsBoolean(); i++) {
        int round = 2 * i + lap;
        int number = run.plan().firstOfTrial() + round * DuoPlan.TENANTS + tenant;
        deliver(run.series().signal(number));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(DrillSignal signal) throws InterruptedException {
    List<DrillSignal> alone = List.of(signal);
    run.tally().sending(alone);
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < LONGEST_NANOS) {
      long sent = System.nanoTime();
      SignalClient.Answer answer = client.exchange(alone);
      keep(new Sample(sent, System.nanoTime() - sent, answer));
      if (!answer.isUndetermined()) {
        run.tally().told(alone, answer.told());
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    run.violations()
        .add(Violation.Kind.NO_RECOVERY, "signal " + signal.number() + " was told nothing");
  }

  private synchronized void keep(Sample sample) {
    samples.add(sample);
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }
}
