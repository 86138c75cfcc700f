package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.SharedReadings;
import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Readings that the instances of one process share; those not used for longest go when there are
 * too many. Thread-safe; it makes no thread, so who tells of a change tells the listeners himself.
 */
public final class MemoryReadings {

  private final Ticker ticker;
  private final int most;
  private final Map<ReadingKey, Place> places = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<ReadingKey, MemoryLease> leases = new HashMap<>();
  private final List<SharedReadings.Listener> listeners = new CopyOnWriteArrayList<>();

  private MemoryReadings(Ticker ticker, int most) {
    this.ticker = ticker;
    this.most = most;
  }

  /**
   * Makes an empty one.
   *
   * @param ticker tells how old a reading is
   * @param most how many readings are kept, 1 or more
   */
  public static MemoryReadings create(Ticker ticker, int most) {
    return new MemoryReadings(ticker, most);
  }

  /** The port, for one more instance. */
  public SharedReadings instance() {
    return new Instance();
  }

  private synchronized Optional<KeptReading> find(ReadingKey key) {
    Place place = places.get(key);
    Duration now = ticker.read();
    if (place == null || now.compareTo(place.until()) >= 0) {
      return Optional.empty();
    }
    return Optional.of(place.kept().later(now.minus(place.at())));
  }

  private synchronized boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
    Optional<KeptReading> before = find(key);
    if (before.isPresent()
        && !kept.reading().snapshot().isNoOlderThan(before.get().reading().snapshot())) {
      return false;
    }
    Duration now = ticker.read();
    places.put(key, new Place(kept, now, now.plus(keepFor)));
    if (places.size() > most) {
      places.remove(places.keySet().iterator().next());
    }
    return true;
  }

  private synchronized Optional<SharedReadings.Lease> lease(ReadingKey key, Duration longest) {
    Duration now = ticker.read();
    leases.values().removeIf(lease -> now.compareTo(lease.until) >= 0);
    if (leases.containsKey(key)) {
      return Optional.empty();
    }
    MemoryLease lease = new MemoryLease(key, now.plus(longest));
    leases.put(key, lease);
    return Optional.of(lease);
  }

  private synchronized void release(MemoryLease lease) {
    leases.remove(lease.key, lease);
  }

  private record Place(KeptReading kept, Duration at, Duration until) {}

  private final class MemoryLease implements SharedReadings.Lease {

    private final ReadingKey key;
    private final Duration until;

    MemoryLease(ReadingKey key, Duration until) {
      this.key = key;
      this.until = until;
    }

    @Override
    public void release() {
      MemoryReadings.this.release(this);
    }
  }

  private final class Instance implements SharedReadings {

    @Override
    public Optional<KeptReading> find(ReadingKey key) {
      return MemoryReadings.this.find(key);
    }

    @Override
    public boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
      return MemoryReadings.this.offer(key, kept, keepFor);
    }

    @Override
    public Optional<Lease> lease(ReadingKey key, Duration longest) {
      return MemoryReadings.this.lease(key, longest);
    }

    @Override
    public void tellChanged(TenantId tenant, CommitToken token) {
      listeners.forEach(listener -> listener.changed(tenant, token));
    }

    @Override
    public void listen(Listener listener) {
      listeners.add(listener);
    }
  }
}
