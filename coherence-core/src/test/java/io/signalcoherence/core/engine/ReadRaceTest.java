package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.ports.error.TimedOutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Results, deadlines and the end come at once, on threads of their own. */
@Timeout(20)
final class ReadRaceTest {

  private static final String READ = "read";
  private static final String KEPT = "kept";
  private static final int KINDS = 3;
  private static final int HANGS = 1;
  private static final int FAILS = 2;
  private static final int ASKERS = 4;
  private static final int EACH = 30;
  private static final int THREADS = 3;
  private static final Duration DEADLINE = Duration.ofMillis(10);

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService readers =
      new ThreadPoolExecutor(
          THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2 * THREADS));
  private final Queue<CompletableFuture<String>> answers = new ConcurrentLinkedQueue<>();

  @AfterEach
  void endThreads() {
    timer.shutdownNow();
    readers.shutdownNow();
  }

  @RepeatedTest(20)
  void eachQuestionIsAnsweredWhoeverIsQuickest() throws InterruptedException {
    Reads reads = reads();
    CountDownLatch half = new CountDownLatch(ASKERS * EACH / 2);
    List<Thread> askers = new ArrayList<>();
    for (int asker = 0; asker < ASKERS; asker++) {
      Thread thread = new Thread(() -> askMany(reads, half));
      thread.setDaemon(true);
      askers.add(thread);
    }
    askers.forEach(Thread::start);
    half.await();
    timer.shutdownNow();
    reads.end();
    for (Thread asker : askers) {
      asker.join();
    }

    // a reader may have begun to answer when the end came
    await().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    assertThat(answers).hasSize(ASKERS * EACH);
    assertThat(reads.open()).isZero();
    assertThat(answers.stream().map(CompletableFuture::join))
        .isSubsetOf(
            READ, KEPT, "ledger-too-slow", "readers-busy", "ledger-socket-timeout", "engine-ended");
  }

  private void askMany(Reads reads, CountDownLatch half) {
    for (int i = 0; i < EACH; i++) {
      int kind = i % KINDS;
      Optional<String> kept = i % 2 == 0 ? Optional.of(KEPT) : Optional.empty();
      CompletableFuture<String> answer =
          reads
              .<String>start(
                  asked -> asked.answer(read(kind, asked::isWanted)),
                  () -> kept,
                  (code, retryAfter) -> code)
              .toCompletableFuture();
      answers.add(answer);
      half.countDown();
      if (kind == HANGS) {
        String unused = answer.join();
      }
    }
  }

  private static String read(int kind, BooleanSupplier wanted) {
    while (kind == HANGS && wanted.getAsBoolean()) {
      Thread.onSpinWait();
    }
    if (kind == FAILS) {
      throw new TimedOutException("ledger-socket-timeout", READ, null);
    }
    return READ;
  }

  private Reads reads() {
    return new Reads(
        new Surroundings(
            new Surroundings.Workers(readers, readers, readers),
            (delay, task) -> {
              Future<?> unused = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            },
            InstantSource.system(),
            () -> Duration.ofNanos(System.nanoTime()),
            () -> 0),
        new EngineSettings.ReadSettings(THREADS, 2 * THREADS, DEADLINE, 1));
  }
}
