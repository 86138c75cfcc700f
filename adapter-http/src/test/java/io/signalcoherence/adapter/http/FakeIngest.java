package io.signalcoherence.adapter.http;

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
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Counts in a map, by the rules of the port. A source named {@code undetermined-<cause>} or {@code
 * rejected-<reason>} gets just that. It answers at once, or, while it is held, when it is released.
 */
final class FakeIngest implements IngestSignals {

  /** An answer that is held back. */
  record Held(Submission submission, CompletableFuture<List<Receipt>> stage) {}

  /** What an undetermined signal is told to wait: on the wire, 3 whole seconds. */
  static final Duration WAIT = Duration.ofMillis(2_500);

  final Queue<Submission> seen = new ConcurrentLinkedQueue<>();
  final Queue<String> threads = new ConcurrentLinkedQueue<>();

  /** Each is thrown by one submission. */
  final Queue<Error> thrown = new ConcurrentLinkedQueue<>();

  /** The threads that read a receipt. */
  final Set<String> readers = ConcurrentHashMap.newKeySet();

  final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final Map<SignalKey, Receipt.Accepted> counted = new ConcurrentHashMap<>();
  private final Map<SignalKey, Signal> signals = new ConcurrentHashMap<>();
  private volatile boolean holding;

  void hold() {
    holding = true;
  }

  @Override
  public CompletionStage<List<Receipt>> submit(Submission submission) {
    seen.add(submission);
    threads.add(Thread.currentThread().getName());
    Error error = thrown.poll();
    if (error != null) {
      throw error;
    }
    CompletableFuture<List<Receipt>> stage = new CompletableFuture<>();
    if (holding) {
      held.add(new Held(submission, stage));
    } else {
      stage.complete(receipts(submission));
    }
    return stage;
  }

  /** Answers what was held back, on the caller's thread. */
  void release(Held one) {
    one.stage().complete(receipts(one.submission()));
  }

  private List<Receipt> receipts(Submission submission) {
    List<Receipt> receipts = new ArrayList<>();
    for (Candidate candidate : submission.candidates()) {
      receipts.add(receipt(candidate));
    }
    return watched(receipts);
  }

  private List<Receipt> watched(List<Receipt> receipts) {
    return new AbstractList<>() {
      @Override
      public Receipt get(int index) {
        readers.add(Thread.currentThread().getName());
        return receipts.get(index);
      }

      @Override
      public int size() {
        return receipts.size();
      }
    };
  }

  private Receipt receipt(Candidate candidate) {
    if (candidate instanceof Candidate.Malformed malformed) {
      return new Receipt.Rejected(malformed.rejection());
    }
    Signal signal = ((Candidate.WellFormed) candidate).signal();
    String source = signal.key().source().value();
    for (UndeterminedCause cause : UndeterminedCause.values()) {
      if (source.equals("undetermined-" + cause.wireName())) {
        return new Receipt.Undetermined(cause, WAIT);
      }
    }
    for (RejectionReason reason : RejectionReason.values()) {
      if (source.equals("rejected-" + reason.wireName())) {
        return new Receipt.Rejected(new Rejection(reason, "as the test wants it"));
      }
    }
    return count(signal);
  }

  private Receipt count(Signal signal) {
    Receipt.Accepted fresh = accepted(signal.key(), counted.size() + 1L);
    Receipt.Accepted first = counted.putIfAbsent(signal.key(), fresh);
    if (first == null) {
      signals.put(signal.key(), signal);
      return fresh;
    }
    if (signal.equals(signals.get(signal.key()))) {
      return new Receipt.Duplicate(first.provenanceId(), first.ts(), first.token());
    }
    return new Receipt.Conflict(first.provenanceId(), first.ts());
  }

  static Receipt.Accepted accepted(SignalKey key, long number) {
    return new Receipt.Accepted(
        new ProvenanceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number)),
        key.ts(),
        CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(number), 42));
  }
}
