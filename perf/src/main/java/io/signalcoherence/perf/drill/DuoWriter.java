package io.signalcoherence.perf.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/**
 * Sends all keys in batches, block by block; the others send the same block meanwhile. Runs on a
 * thread of its own.
 */
final class DuoWriter implements Runnable {

  private static final int MOST_TRIES = 200;
  private static final long PAUSE_MILLIS = 50;

  private final DuoRun run;
  private final SignalClient client;
  private final Phaser together;
  private final boolean backwards;

  /** Registers itself, so that nobody goes on without it. */
  DuoWriter(DuoRun run, SignalClient client, Phaser together, boolean backwards) {
    this.run = run;
    this.client = client;
    this.together = together;
    this.backwards = backwards;
    together.register();
  }

  @Override
  public void run() {
    try {
      for (int from = 0; from < run.plan().keys(); from += DuoPlan.BLOCK) {
        together.arriveAndAwaitAdvance();
        block(from, Math.min(from + DuoPlan.BLOCK, run.plan().keys()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      together.arriveAndDeregister();
    }
  }

  private void block(int from, int until) throws InterruptedException {
    List<DrillSignal> signals = new ArrayList<>(until - from);
    for (int number = from; number < until; number++) {
      signals.add(run.series().signal(number));
    }
    if (backwards) {
      Collections.reverse(signals);
    }
    for (int i = 0; i < signals.size(); i += DuoPlan.BATCH) {
      send(signals.subList(i, Math.min(i + DuoPlan.BATCH, signals.size())));
    }
  }

  /** Every answer that leaves something open is a fault here, since nothing was broken. */
  private void send(List<DrillSignal> batch) throws InterruptedException {
    run.tally().sending(batch);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      SignalClient.Answer answer = client.exchange(batch);
      if (!answer.isUndetermined()) {
        run.tally().told(batch, answer.told());
        return;
      }
      run.violations()
          .add(Violation.Kind.REFUSED, "a batch of a writer: status " + answer.status());
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
