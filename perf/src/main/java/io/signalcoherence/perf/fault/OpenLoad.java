package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.Attempt;
import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.Journal;
import io.signalcoherence.perf.drill.SignalClient;
import io.signalcoherence.perf.drill.Told;
import io.signalcoherence.perf.golden.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Several senders, each of which begins a request when its time has come, whatever became of the
 * earlier ones: a service that answers late gets no less to do. Signals that were not acknowledged
 * are sent again, not before they may; half of the requests are new ones at least.
 */
final class OpenLoad implements AutoCloseable {

  private static final int BATCH = 20;
  private static final int PARTS = 8;
  private static final int SINGLES = 3;
  private static final long POLL_MILLIS = 5;
  private static final long PAUSE_MILLIS = 50;
  private static final int DRAIN_AT_A_TIME = 16;

  private final Journal journal;
  private final DrillSignal.Series series;
  private final SignalClient client;
  private final Witness witness;
  private final ConcurrentLinkedQueue<Observation> seen = new ConcurrentLinkedQueue<>();
  private final Queue<Broken> unreadable = new ConcurrentLinkedQueue<>();
  private final Queue<Unfinished> singles = new ConcurrentLinkedQueue<>();
  private final Queue<Unfinished> batches = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  /** Signals that were not acknowledged, and when they may be sent again. */
  private record Unfinished(List<DrillSignal> signals, long due) {}

  /**
   * One that has not begun.
   *
   * @param freshness up to which age a score may be answered that names no commit
   */
  OpenLoad(Journal journal, DrillSignal.Series series, SignalClient client, Duration freshness) {
    this.journal = journal;
    this.series = series;
    this.client = client;
    this.witness = new Witness(series, freshness);
  }

  /** Sends a first signal of each tenant, so that each is registered. */
  void introduce() throws InterruptedException {
    for (int i = 0; i < series.tenants(); i++) {
      List<DrillSignal> first = fresh(1);
      Attempt attempt = journal.sending(Attempt.Purpose.DELIVER, first);
      journal.told(attempt, client.send(first));
    }
  }

  /**
   * Starts the senders: two of single signals, one of batches, one that reads scores, half of them
   * with the token of a commit that it must see.
   */
  void start(FaultPlan plan) {
    SplitMix64 choices = SplitMix64.forPart(plan.seed(), 0, 5);
    begin(plan, SINGLES, () -> push(1));
    begin(plan, SINGLES, () -> push(1));
    begin(plan, 1, () -> push(BATCH));
    begin(plan, 1, () -> read(choices.below(series.tenants())));
  }

  private void begin(FaultPlan plan, int parts, Runnable request) {
    long interval = TimeUnit.SECONDS.toNanos(1) * PARTS / plan.perSecond() / parts;
    long offset = SplitMix64.forPart(plan.seed(), threads.size(), 4).below((int) interval);
    Thread thread =
        new Thread(() -> send(interval, offset, request), "fault-sender-" + threads.size());
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private void send(long interval, long offset, Runnable request) {
    long next = System.nanoTime() + offset;
    try {
      while (!ending.get()) {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        request.run();
        next += interval;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void push(int most) {
    boolean again = turns.incrementAndGet() % 2 == 0;
    List<DrillSignal> signals = again ? unfinished(most > 1 ? batches : singles) : List.of();
    if (signals.isEmpty()) {
      signals = fresh(most);
    }
    if (!signals.isEmpty()) {
      push(signals);
    }
  }

  /** The first of those that were not acknowledged, if it may be sent again now. */
  private static List<DrillSignal> unfinished(Queue<Unfinished> queue) {
    Unfinished first = queue.peek();
    boolean due = first != null && first.due() - System.nanoTime() <= 0;
    return due && queue.remove(first) ? first.signals() : List.of();
  }

  private List<DrillSignal> fresh(int count) {
    List<DrillSignal> signals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = journal.issue();
      if (number >= 0) {
        signals.add(series.signal(number));
      }
    }
    return signals;
  }

  private void push(List<DrillSignal> signals) {
    Observation.Kind kind = signals.size() == 1 ? Observation.Kind.PUSH : Observation.Kind.BATCH;
    Attempt attempt = journal.sending(Attempt.Purpose.DELIVER, signals);
    Set<String> tenants = new LinkedHashSet<>();
    signals.forEach(signal -> tenants.add(signal.tenant()));
    underWay.incrementAndGet();
    long counted = witness.counted(signals.get(0).tenant());
    long sent = System.nanoTime();
    client
        .begin(signals)
        .thenAccept(
            answer -> {
              observe(kind, tenants, sent, reply(answer));
              journal.told(attempt, answer.told());
              witness.took(signals, answer, counted);
              keepUnfinished(signals, answer);
            })
        .whenComplete((done, failure) -> ended(kind, failure));
  }

  private void read(int tenant) {
    String name = DrillSignal.Series.tenantName(tenant);
    underWay.incrementAndGet();
    Witness.Question question = witness.ask(name, reads.incrementAndGet() % 2 == 0);
    long sent = System.nanoTime();
    client
        .beginReading(name, series.end(), question.token())
        .thenAccept(
            answer -> {
              Observation.Reply reply =
                  new Observation.Reply(answer.status(), answer.saysWhen(), false);
              observe(Observation.Kind.READ, Set.of(name), sent, reply);
              witness.saw(question, answer);
            })
        .whenComplete((done, failure) -> ended(Observation.Kind.READ, failure));
  }

  private void ended(Observation.Kind kind, @Nullable Throwable failure) {
    if (failure != null) {
      unreadable.add(
          new Broken(Broken.Law.ANSWERS, kind + ": its answer could not be taken: " + failure));
    }
    underWay.decrementAndGet();
  }

  private static Observation.Reply reply(SignalClient.Answer answer) {
    boolean acknowledged =
        answer.told().stream()
            .anyMatch(
                told -> told.kind() == Told.Kind.ACCEPTED || told.kind() == Told.Kind.DUPLICATE);
    return new Observation.Reply(answer.status(), answer.saysWhen(), acknowledged);
  }

  private void observe(
      Observation.Kind kind, Set<String> tenants, long sent, Observation.Reply reply) {
    seen.add(new Observation(kind, tenants, sent, System.nanoTime() - sent, reply));
  }

  private void keepUnfinished(List<DrillSignal> signals, SignalClient.Answer answer) {
    List<DrillSignal> open = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      if (answer.told().get(i).kind() == Told.Kind.UNKNOWN) {
        open.add(signals.get(i));
      }
    }
    if (!open.isEmpty()) {
      long wait = answer.saysWhen() ? Long.parseLong(answer.retryAfter().orElseThrow()) : 1;
      Queue<Unfinished> queue = open.size() > 1 ? batches : singles;
      queue.add(new Unfinished(open, System.nanoTime() + TimeUnit.SECONDS.toNanos(wait)));
    }
  }

  /** When the first acknowledgement came after {@code since}; −1 if none did. */
  long acknowledgedAfter(long since) {
    return seen.stream()
        .filter(each -> each.reply().acknowledged() && each.answered() - since >= 0)
        .mapToLong(Observation::answered)
        .min()
        .orElse(-1);
  }

  /** Who compares what was read with what had been acknowledged. */
  Witness witness() {
    return witness;
  }

  /** All answers so far. */
  List<Observation> observations() {
    return List.copyOf(seen);
  }

  /** Of the answers so far, those that the drill could not take, and why. */
  List<Broken> broken() {
    return List.copyOf(unreadable);
  }

  /** Ends the senders, and waits for the answers that are still to come. */
  void stop(Duration limit) throws InterruptedException {
    ending.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    settle(System.nanoTime() + limit.toNanos(), 0);
  }

  /** Lets the senders begin no more; waits for nothing. */
  @Override
  public void close() {
    ending.set(true);
    threads.forEach(Thread::interrupt);
  }

  /**
   * Sends what was not acknowledged, not before it may be, until it is.
   *
   * @return of all signals, how many still are not
   */
  int drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (isOpen() && System.nanoTime() - deadline < 0) {
      for (Queue<Unfinished> queue : List.of(singles, batches)) {
        List<DrillSignal> next = unfinished(queue);
        while (!next.isEmpty() && System.nanoTime() - deadline < 0) {
          push(next);
          settle(deadline, DRAIN_AT_A_TIME);
          next = unfinished(queue);
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return journal.issued() - journal.acknowledged();
  }

  private boolean isOpen() {
    return underWay.get() > 0 || !singles.isEmpty() || !batches.isEmpty();
  }

  private void settle(long deadline, int most) throws InterruptedException {
    while (underWay.get() > most && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
