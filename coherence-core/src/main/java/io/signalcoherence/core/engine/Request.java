package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.IngestObserver;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One submission on its way: collects one receipt an item and completes with the last. Thread-safe;
 * an item's first receipt stands, later ones change nothing.
 */
final class Request {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Receipt[].class);

  private final Channel channel;
  private final long arrivedNanos;
  private final Surroundings surroundings;
  private final IngestObserver observer;
  private final @Nullable Receipt[] receipts;
  private final AtomicInteger open;
  private final CompletableFuture<List<Receipt>> answer = new CompletableFuture<>();

  Request(Channel channel, int items, Surroundings surroundings, IngestObserver observer) {
    this.channel = channel;
    this.arrivedNanos = surroundings.nanos();
    this.surroundings = surroundings;
    this.observer = observer;
    this.receipts = new Receipt[items];
    this.open = new AtomicInteger(items);
    if (items == 0) {
      answer.complete(List.of());
    }
  }

  long arrivedNanos() {
    return arrivedNanos;
  }

  int items() {
    return receipts.length;
  }

  CompletionStage<List<Receipt>> answer() {
    return answer;
  }

  /** Whether the item had no receipt yet. */
  boolean answer(int index, Receipt receipt) {
    if (!SLOT.compareAndSet(receipts, index, null, receipt)) {
      return false;
    }
    observer.decided(channel, receipt);
    if (open.decrementAndGet() == 0) {
      observer.answered(channel, Duration.ofNanos(surroundings.nanos() - arrivedNanos));
      answer.complete(Collections.unmodifiableList(Arrays.asList(receipts)));
    }
    return true;
  }

  boolean isAnswered(int index) {
    return SLOT.getAcquire(receipts, index) != null;
  }

  /** Gives every item that has no receipt yet this one. */
  void answerRest(Receipt receipt) {
    for (int i = 0; i < receipts.length; i++) {
      if (!isAnswered(i)) {
        answer(i, receipt);
      }
    }
  }
}
