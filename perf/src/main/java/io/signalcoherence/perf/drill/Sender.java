package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.golden.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends new signals, and each of them again until it is acknowledged; now and then repeats or
 * contradicts acknowledged ones. Runs on a thread of its own.
 */
final class Sender implements Runnable {

  private static final int[] SIZES = {1, 1, 1, 5, 40};
  private static final long PAUSE_MILLIS = 20;

  private final Journal journal;
  private final DrillSignal.Series series;
  private final SignalClient client;
  private final BooleanSupplier more;
  private final SplitMix64 random;

  Sender(
      Journal journal,
      DrillSignal.Series series,
      SignalClient client,
      BooleanSupplier more,
      SplitMix64 random) {
    this.journal = journal;
    this.series = series;
    this.client = client;
    this.more = more;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      while (more.getAsBoolean()) {
        List<DrillSignal> fresh = fresh(SIZES[random.below(SIZES.length)]);
        if (fresh.isEmpty()) {
          return;
        }
        deliver(fresh);
        if (random.chance(1, 10)) {
          askAgain(fresh);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<DrillSignal> fresh(int count) {
    List<DrillSignal> signals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = journal.issue();
      if (number < 0) {
        break;
      }
      signals.add(series.signal(number));
    }
    return signals;
  }

  private void deliver(List<DrillSignal> fresh) throws InterruptedException {
    List<DrillSignal> open = fresh;
    while (!open.isEmpty()) {
      Attempt attempt = journal.sending(Attempt.Purpose.DELIVER, open);
      List<Told> told = client.send(open);
      journal.told(attempt, told);
      List<DrillSignal> still = new ArrayList<>();
      for (int i = 0; i < told.size(); i++) {
        if (told.get(i).kind() == Told.Kind.UNKNOWN) {
          still.add(open.get(i));
        }
      }
      open = still;
      if (!open.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /**
   * Repeats or contradicts one recent and one older signal; what is told must fit what was
   * acknowledged.
   */
  private void askAgain(List<DrillSignal> recent) throws InterruptedException {
    List<DrillSignal> known = new ArrayList<>();
    DrillSignal last = recent.get(recent.size() - 1);
    if (journal.isAcknowledged(last.number())) {
      known.add(last);
    }
    int older = random.below(journal.issued());
    if (older != last.number() && journal.isAcknowledged(older)) {
      known.add(series.signal(older));
    }
    if (known.isEmpty()) {
      return;
    }
    boolean contradict = random.chance(1, 4);
    List<DrillSignal> sent =
        contradict ? known.stream().map(DrillSignal::contradiction).toList() : known;
    Attempt.Purpose purpose = contradict ? Attempt.Purpose.CONTRADICT : Attempt.Purpose.REPEAT;
    Attempt attempt = journal.sending(purpose, sent);
    journal.told(attempt, client.send(sent));
  }
}
