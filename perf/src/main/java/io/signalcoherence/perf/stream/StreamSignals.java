package io.signalcoherence.perf.stream;

import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.ports.model.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes ever new signals, the same as the load by HTTP sends: ten tenants, four sources, three
 * types. Used by one thread.
 */
final class StreamSignals {

  private static final int TENANTS = 10;
  private static final int MOST_UNDER_WAY = 20_000;
  private static final long PATIENCE_SECONDS = 60;

  private final SignalPublisher publisher;
  private final String run;
  private final List<TenantId> tenants =
      IntStream.range(0, TENANTS).mapToObj(i -> new TenantId(tenant(i))).toList();
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long sent;

  StreamSignals(SignalPublisher publisher, String run) {
    this.publisher = publisher;
    this.run = run;
  }

  private static String tenant(int index) {
    return String.format(Locale.ROOT, "load-%02d", index);
  }

  /** Publishes one; it may not be acknowledged yet. */
  void send() throws IOException, InterruptedException {
    check();
    room.acquire();
    long number = sent++;
    int tenant = (int) (number % TENANTS);
    publisher
        .send(tenants.get(tenant), document(tenant, number))
        .whenComplete(
            (done, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
              room.release();
            });
  }

  private byte[] document(int tenant, long number) {
    String ts = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    String text =
        "{\"tenant_id\":\""
            + tenants.get(tenant)
            + "\",\"source\":\"source-"
            + number / TENANTS % 4
            + "\",\"signal_id\":\""
            + run
            + '-'
            + number
            + "\",\"ts\":\""
            + ts
            + "\",\"type\":\"type-"
            + number / TENANTS / 4 % 3
            + "\",\"value\":0."
            + (1_000 + number * 7919 % 9_000)
            + ",\"weight\":1.0}";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Waits until all is acknowledged. */
  void flush() throws IOException, InterruptedException {
    if (!room.tryAcquire(MOST_UNDER_WAY, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the broker does not acknowledge");
    }
    room.release(MOST_UNDER_WAY);
    check();
  }

  /** How many were published. */
  long sent() {
    return sent;
  }

  private void check() throws IOException {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IOException("a record was not acknowledged", failed);
    }
  }
}
