package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs blocking reads on the readers' executor, so that the caller never waits and every failure is
 * an answer. A question that has none at its deadline is answered then, whatever the store does:
 * one that waits for a thread is not read any more, the result of one that is being read is
 * dropped. Its thread stays the store's until the store gives it back, so the store must bound each
 * call. While all threads are held, what comes is refused at once when the executor is full, and at
 * its deadline otherwise. Thread-safe; an answer comes on a reader's thread, the scheduler's or the
 * caller's.
 */
final class Reads {

  /** How long a question waits before it takes what can be said meanwhile, if anything can. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private static final String BUSY = "readers-busy";
  private static final String TOO_SLOW = "ledger-too-slow";
  private static final String ENDED = "engine-ended";
  private static final String INTERNAL = "internal";

  private final Surroundings surroundings;
  private final RetryAfter retryAfter;
  private final long deadlineNanos;
  private final long patienceNanos;
  private final Set<Question<?>> open = ConcurrentHashMap.newKeySet();
  private final Watch watch;
  private volatile boolean ended;

  Reads(Surroundings surroundings, EngineSettings.ReadSettings settings) {
    this.surroundings = surroundings;
    this.retryAfter = new RetryAfter(surroundings.jitter());
    this.deadlineNanos = settings.deadline().toNanos();
    this.patienceNanos = Math.min(deadlineNanos, PATIENCE.toNanos());
    this.watch = new Watch(surroundings, this::look);
  }

  /**
   * Runs a read.
   *
   * @param read is told by its argument, at any time, whether its result is still wanted; once it
   *     is not, whatever it returns or throws is dropped
   * @param unavailable makes the answer of a failure's code and how long to wait
   */
  <T> CompletionStage<T> run(
      Function<BooleanSupplier, T> read, BiFunction<String, Duration, T> unavailable) {
    return start(asked -> asked.answer(read.apply(asked::isWanted)), Optional::empty, unavailable);
  }

  /** A question that a read has begun to answer. */
  interface Asked<T> {

    /** Whether its answer is still wanted. */
    boolean isWanted();

    /** Answers it; what comes later is dropped. */
    void answer(T found);

    /** Answers it as unavailable; what comes later is dropped. */
    void fail(Throwable thrown);
  }

  /**
   * Runs a read that may answer on another thread, without holding this one, and may go on after
   * that.
   *
   * @param read answers what it is given, or fails it, or throws
   * @param meanwhile is asked once, after {@link #PATIENCE}, for an answer that needs no store
   * @param unavailable makes the answer of a failure's code and how long to wait
   */
  <T> CompletionStage<T> start(
      Consumer<Asked<T>> read,
      Supplier<Optional<T>> meanwhile,
      BiFunction<String, Duration, T> unavailable) {
    Question<T> question = new Question<>(read, meanwhile, unavailable, surroundings.nanos());
    open.add(question);
    try {
      watch.begin(patienceNanos);
      surroundings.workers().readers().execute(question);
    } catch (RejectedExecutionException e) {
      question.fail(BUSY);
    }
    if (ended) {
      question.fail(ENDED);
    }
    return question.answer;
  }

  /**
   * Ends a read that is no longer wanted, so that nothing more is asked of the store for it.
   *
   * @param wanted what the read was told by
   */
  static void giveUpUnless(BooleanSupplier wanted) {
    if (!wanted.getAsBoolean()) {
      throw new CancellationException("nobody waits for this read any more");
    }
  }

  /** Answers what is open, and from now on each question at once; for when no timer runs more. */
  void end() {
    ended = true;
    open.forEach(question -> question.fail(ENDED));
  }

  /** Whether every question is now answered at once that it can't be. */
  boolean hasEnded() {
    return ended;
  }

  /** How many questions have no answer yet. */
  int open() {
    return open.size();
  }

  /** Answers what is due; when to look again, which is soon enough for what begins meanwhile. */
  private long look() {
    long next = Watch.NOTHING;
    for (Question<?> question : open) {
      question.offer(surroundings.nanos());
      long now = surroundings.nanos();
      long left = question.dueNanos - now;
      if (left <= 0) {
        question.fail(question.begun ? TOO_SLOW : BUSY);
      } else if (question.isWanted()) {
        long sooner = Math.min(left, question.offerLeft(now));
        next = Math.min(next == Watch.NOTHING ? patienceNanos : next, sooner);
      }
    }
    return next;
  }

  /** One question, answered once; what comes later is dropped. */
  private final class Question<T> implements Runnable, Asked<T> {

    private final Consumer<Asked<T>> read;
    private final Supplier<Optional<T>> meanwhile;
    private final BiFunction<String, Duration, T> unavailable;
    private final long offerNanos;
    private final long dueNanos;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile boolean begun;

    /** Read and written by the watch alone. */
    private boolean offered;

    Question(
        Consumer<Asked<T>> read,
        Supplier<Optional<T>> meanwhile,
        BiFunction<String, Duration, T> unavailable,
        long askedNanos) {
      this.read = read;
      this.meanwhile = meanwhile;
      this.unavailable = unavailable;
      this.offerNanos = askedNanos + patienceNanos;
      this.dueNanos = askedNanos + deadlineNanos;
    }

    /** Answers it with what can be said meanwhile, once it has waited long enough for more. */
    void offer(long now) {
      if (offered || now - offerNanos < 0 || answer.isDone()) {
        return;
      }
      offered = true;
      try {
        meanwhile.get().ifPresent(this::answer);
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    /** How long until it is to be offered something. */
    long offerLeft(long now) {
      return offered ? Long.MAX_VALUE : offerNanos - now;
    }

    @Override
    public void run() {
      if (answer.isDone()) {
        return;
      }
      if (surroundings.nanos() - dueNanos > 0) {
        fail(BUSY);
        return;
      }
      begun = true;
      try {
        read.accept(this);
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    @Override
    public boolean isWanted() {
      return !answer.isDone();
    }

    @Override
    public void fail(Throwable thrown) {
      fail(thrown instanceof InfrastructureException failure ? failure.code() : INTERNAL);
    }

    /** Once it is no longer open, so that nothing that goes wrong with this answer is met again. */
    void fail(String code) {
      open.remove(this);
      if (answer.isDone()) {
        return;
      }
      try {
        answer(unavailable.apply(code, retryAfter.soon()));
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    public void answer(T found) {
      open.remove(this);
      answer.complete(found);
    }
  }
}
