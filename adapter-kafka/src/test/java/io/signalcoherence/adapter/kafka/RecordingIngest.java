package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Counts in a map, by the rules of the port, and answers on other threads, some later than others.
 */
final class RecordingIngest implements IngestSignals, AutoCloseable {

  final Queue<Submission> seen = new ConcurrentLinkedQueue<>();
  final Map<SignalKey, Signal> counted = new ConcurrentHashMap<>();
  final AtomicInteger duplicates = new AtomicInteger();
  final AtomicInteger undetermined = new AtomicInteger();

  /** What can't be told now. */
  volatile Predicate<Signal> unclear = signal -> false;

  /** Until it completes nothing is answered. */
  volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  CompletableFuture<Void> hold() {
    gate = new CompletableFuture<>();
    return gate;
  }

  @Override
  public CompletionStage<List<Receipt>> submit(Submission submission) {
    seen.add(submission);
    CompletableFuture<Void> open = gate;
    long delay = ThreadLocalRandom.current().nextLong(15);
    return CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, threads))
        .thenCompose(later -> open)
        .thenApply(
            opened ->
                submission.candidates().stream()
                    .map(candidate -> receipt(submission, candidate))
                    .toList());
  }

  /** The ids that were counted of a tenant. */
  List<String> ids(String tenant) {
    return counted.keySet().stream()
        .filter(key -> key.tenant().value().equals(tenant))
        .map(key -> key.id().value())
        .sorted()
        .toList();
  }

  private Receipt receipt(Submission submission, Candidate candidate) {
    if (candidate instanceof Candidate.Malformed malformed) {
      return new Receipt.Rejected(malformed.rejection());
    }
    Signal signal = ((Candidate.WellFormed) candidate).signal();
    if (!submission.grant().covers(signal.key().tenant())) {
      return new Receipt.Rejected(new Rejection(RejectionReason.FORBIDDEN, "tenant: not granted"));
    }
    if (unclear.test(signal)) {
      undetermined.incrementAndGet();
      return new Receipt.Undetermined(UndeterminedCause.LEDGER_UNAVAILABLE, Duration.ofMillis(200));
    }
    Signal first = counted.putIfAbsent(signal.key(), signal);
    if (first == null) {
      return new Receipt.Accepted(id(), signal.key().ts(), token());
    }
    if (first.value().equals(signal.value())) {
      duplicates.incrementAndGet();
      return new Receipt.Duplicate(id(), signal.key().ts(), token());
    }
    return new Receipt.Conflict(id(), signal.key().ts());
  }

  static ProvenanceId id() {
    return new ProvenanceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
  }

  static CommitToken token() {
    return CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1), 42);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
