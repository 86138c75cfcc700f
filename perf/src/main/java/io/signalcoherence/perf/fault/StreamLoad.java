package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.perf.drill.Attempt;
import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.Journal;
import io.signalcoherence.perf.drill.Told;
import io.signalcoherence.ports.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes new signals at a rate, whatever becomes of the earlier ones, and each again until its
 * broker has acknowledged it; what is acknowledged must be counted in the end.
 */
final class StreamLoad implements AutoCloseable {

  private static final Told ACCEPTED = new Told(Told.Kind.ACCEPTED, Optional.empty());
  private static final long POLL_MILLIS = 5;
  private static final int AGAIN_AT_A_TIME = 16;

  /** Deadlines within which a fault of some seconds can be seen, for who does not send again. */
  private static final KafkaConfig.Deadlines IMPATIENT =
      new KafkaConfig.Deadlines(
          Duration.ofMillis(500),
          Duration.ofMillis(1_000),
          Duration.ofSeconds(6),
          Duration.ofSeconds(1));

  private final Journal journal;
  private final DrillSignal.Series series;
  private final SignalPublisher publisher;
  private final boolean eager;
  private final Queue<DrillSignal> again = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final Thread thread;

  private StreamLoad(
      Journal journal, DrillSignal.Series series, SignalPublisher publisher, Pacing pacing) {
    this.journal = journal;
    this.series = series;
    this.publisher = publisher;
    this.eager = pacing.eager;
    this.thread = new Thread(() -> run(pacing.perSecond), "fault-publisher");
  }

  private record Pacing(int perSecond, boolean eager) {}

  /**
   * Begins to publish.
   *
   * @param eager whether a signal counts as acknowledged when it is handed over, and is not sent
   *     again: the wrong way to publish
   */
  static StreamLoad start(
      Journal journal,
      DrillSignal.Series series,
      Publishing publishing,
      int perSecond,
      boolean eager) {
    SignalPublisher publisher = publishing.open(eager ? IMPATIENT : KafkaConfig.Deadlines.STANDARD);
    StreamLoad load = new StreamLoad(journal, series, publisher, new Pacing(perSecond, eager));
    load.thread.setDaemon(true);
    load.thread.start();
    return load;
  }

  private void run(int perSecond) {
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long next = System.nanoTime();
    try {
      while (!ending.get()) {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        next += interval;
        int number = journal.issue();
        if (number >= 0) {
          publish(series.signal(number));
        }
        resend();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** More at a time than come anew, so that what was refused for long is soon made up for. */
  private void resend() {
    for (int i = 0; i < AGAIN_AT_A_TIME; i++) {
      DrillSignal signal = again.poll();
      if (signal == null) {
        return;
      }
      publish(signal);
    }
  }

  private void publish(DrillSignal signal) {
    StringBuilder text = new StringBuilder(200);
    signal.appendTo(text);
    Attempt attempt = journal.sending(Attempt.Purpose.DELIVER, List.of(signal));
    underWay.incrementAndGet();
    if (eager) {
      journal.told(attempt, List.of(ACCEPTED));
    }
    publisher
        .send(new TenantId(signal.tenant()), text.toString().getBytes(StandardCharsets.UTF_8))
        .whenComplete(
            (done, failure) -> {
              if (!eager) {
                settle(attempt, signal, failure == null);
              }
              published.addAndGet(failure == null ? 1 : 0);
              underWay.decrementAndGet();
            });
  }

  private void settle(Attempt attempt, DrillSignal signal, boolean acknowledged) {
    journal.told(attempt, List.of(acknowledged ? ACCEPTED : Told.UNKNOWN));
    if (!acknowledged) {
      again.add(signal);
    }
  }

  /** Records that were acknowledged. */
  int published() {
    return published.get();
  }

  /** Signals that are not acknowledged yet. */
  int open() {
    return underWay.get() + again.size();
  }

  /** Publishes nothing new, and what is not acknowledged until it is or the time is over. */
  void stop(Duration limit) throws InterruptedException {
    ending.set(true);
    thread.join();
    long deadline = System.nanoTime() + limit.toNanos();
    while (open() > 0 && System.nanoTime() - deadline < 0) {
      resend();
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void close() throws InterruptedException {
    ending.set(true);
    thread.interrupt();
    thread.join();
    publisher.close();
  }
}
