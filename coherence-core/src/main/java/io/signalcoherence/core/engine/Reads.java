package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import java.time.Duration;
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

  private static final String BUSY = "readers-busy";
  private static final String TOO_SLOW = "ledger-too-slow";
  private static final String ENDED = "engine-ended";
  private static final String INTERNAL = "internal";

  private final Surroundings surroundings;
  private final RetryAfter retryAfter;
  private final long deadlineNanos;
  private final Set<Question<?>> open = ConcurrentHashMap.newKeySet();
  private final Watch watch;
  private volatile boolean ended;

  Reads(Surroundings surroundings, EngineSettings.ReadSettings settings) {
    this.surroundings = surroundings;
    this.retryAfter = new RetryAfter(surroundings.jitter());
    this.deadlineNanos = settings.deadline().toNanos();
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
    return start(asked -> asked.answer(read.apply(asked::isWanted)), unavailable);
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
   * @param unavailable makes the answer of a failure's code and how long to wait
   */
  <T> CompletionStage<T> start(
      Consumer<Asked<T>> read, BiFunction<String, Duration, T> unavailable) {
    Question<T> question = new Question<>(read, unavailable, surroundings.nanos() + deadlineNanos);
    open.add(question);
    try {
      watch.begin(deadlineNanos);
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

  /** Answers what is due; when to look again. */
  private long look() {
    long now = surroundings.nanos();
    long next = Watch.NOTHING;
    for (Question<?> question : open) {
      long left = question.dueNanos - now;
      if (left <= 0) {
        question.fail(question.begun ? TOO_SLOW : BUSY);
      } else if (next == Watch.NOTHING || left < next) {
        next = left;
      }
    }
    return next;
  }

  /** One question, answered once; what comes later is dropped. */
  private final class Question<T> implements Runnable, Asked<T> {

    private final Consumer<Asked<T>> read;
    private final BiFunction<String, Duration, T> unavailable;
    private final long dueNanos;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile boolean begun;

    Question(Consumer<Asked<T>> read, BiFunction<String, Duration, T> unavailable, long dueNanos) {
      this.read = read;
      this.unavailable = unavailable;
      this.dueNanos = dueNanos;
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
