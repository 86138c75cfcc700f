package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.perf.golden.GoldenLine;
import io.signalcoherence.ports.model.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the golden lines in file order, as often as it is told. Between them go records that no
 * reader can count, and signals of its own, each sent once in all: of a golden line that a reader
 * passes over, the next pass brings another; of these there is no other. Used by one thread at a
 * time; what it is to be held to may be read when that has ended.
 */
final class ReplayFeed implements Promises {

  private static final int ONCE_EVERY = 10;
  private static final int POISON = 20;
  private static final int MOST_UNDER_WAY = 4_000;
  private static final long PATIENCE_SECONDS = 60;

  private final SignalPublisher publisher;
  private final List<GoldenLine> lines;
  private final DrillSignal.Series once;
  private final Map<String, TenantId> tenants = new HashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final List<String> poison;
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private int issued;
  private int passes;
  private long records;

  ReplayFeed(SignalPublisher publisher, List<GoldenLine> lines, DrillSignal.Series once) {
    this.publisher = publisher;
    this.lines = lines;
    this.once = once;
    this.poison = IntStream.range(0, POISON).mapToObj(ReplayFeed::poison).toList();
    for (GoldenLine line : lines) {
      if (line.fate() == GoldenLine.Fate.CONFLICT) {
        reasons.put(line.text(), "conflict");
      }
    }
    for (int i = 0; i < POISON; i++) {
      reasons.put(poison.get(i), i % 2 == 0 ? "malformed" : "invalid");
    }
  }

  private static String poison(int number) {
    return number % 2 == 0
        ? "no signal, " + number
        : "{\"tenant_id\":\"golden-00\",\"source\":\"poison\",\"signal_id\":\"p-"
            + number
            + "\",\"ts\":\"2024-01-01T00:00:00Z\",\"type\":\"t\",\"value\":2.5}";
  }

  /**
   * Publishes every line once and returns when all is acknowledged.
   *
   * @param pace waits for each record's turn
   * @throws IOException if the broker has not taken a record
   */
  void pass(Turn pace) throws IOException, InterruptedException {
    int gap = Math.max(1, lines.size() / POISON);
    for (int i = 0; i < lines.size(); i++) {
      pace.take();
      send(lines.get(i).key().tenant(), lines.get(i).text());
      if (i % gap == 0 && i / gap < POISON) {
        send("golden-00", poison.get(i / gap));
      }
      if (i % ONCE_EVERY == 0) {
        DrillSignal signal = once.signal(issued);
        StringBuilder text = new StringBuilder(200);
        signal.appendTo(text);
        send(signal.tenant(), text.toString());
        issued++;
      }
    }
    if (!room.tryAcquire(MOST_UNDER_WAY, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the broker does not acknowledge");
    }
    room.release(MOST_UNDER_WAY);
    check();
    passes++;
  }

  /** Lets a record wait for its turn. */
  interface Turn {
    void take() throws InterruptedException;
  }

  private void send(String tenant, String text) throws IOException, InterruptedException {
    check();
    room.acquire();
    records++;
    publisher
        .send(tenants.computeIfAbsent(tenant, TenantId::new), text.getBytes(StandardCharsets.UTF_8))
        .whenComplete(
            (done, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
              room.release();
            });
  }

  private void check() throws IOException {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IOException("a record was not acknowledged", failed);
    }
  }

  /** Of the records that must become letters, the reason. */
  Map<String, String> reasons() {
    return reasons;
  }

  /** How often each of those was published. */
  int passes() {
    return passes;
  }

  long records() {
    return records;
  }

  int poison() {
    return POISON;
  }

  @Override
  public int issued() {
    return issued;
  }

  /** Kafka has acknowledged it, which promises as much. */
  @Override
  public boolean isAcknowledged(int number) {
    return number >= 0 && number < issued;
  }

  @Override
  public Optional<UUID> provenance(int number) {
    return Optional.empty();
  }
}
