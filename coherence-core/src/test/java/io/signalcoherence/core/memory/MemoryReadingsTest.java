package io.signalcoherence.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.SharedReadingsContract;
import io.signalcoherence.ports.contract.SharedReadingsHarness;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The readings in memory keep the contract of those that are shared. */
final class MemoryReadingsTest extends SharedReadingsContract {

  @Override
  protected SharedReadingsHarness openHarness() {
    return new Harness();
  }

  @Test
  void thoseNotUsedForLongestGoWhenThereAreTooMany() {
    Duration minute = Duration.ofMinutes(1);
    SharedReadings two =
        MemoryReadings.create(() -> Duration.ofNanos(System.nanoTime()), 2).instance();
    two.offer(key("a"), kept(), minute);
    two.offer(key("b"), kept(), minute);
    assertThat(two.find(key("a"))).isPresent();
    two.offer(key("c"), kept(), minute);

    assertThat(two.find(key("a"))).isPresent();
    assertThat(two.find(key("b"))).isEmpty();
    assertThat(two.find(key("c"))).isPresent();
  }

  private static ReadingKey key(String tenant) {
    return new ReadingKey(new TenantId(tenant), window());
  }

  private static Window window() {
    return Window.endingWith(EventTime.parse("2024-03-10T12:00:00Z"));
  }

  private static KeptReading kept() {
    TransactionId one = new TransactionId(1);
    Snapshot snapshot = Snapshot.ofFirstRun(new EpochNumber(1), one, one, Set.of());
    return new KeptReading(
        new WindowReading(window(), List.of(), snapshot),
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ZERO);
  }

  /** Memory can't be spoilt, so a spoilt reading is one that is not there. */
  private static final class Harness implements SharedReadingsHarness {

    private final MemoryReadings memory =
        MemoryReadings.create(() -> Duration.ofNanos(System.nanoTime()), 1_000);
    private final SharedReadings other = memory.instance();
    private final Breakable readings = new Breakable(memory.instance());

    @Override
    public SharedReadings readings() {
      return readings;
    }

    @Override
    public SharedReadings anotherProcess() {
      return other;
    }

    @Override
    public boolean spoil(ReadingKey key) {
      assertThat(other.find(key)).isEmpty();
      return false;
    }

    @Override
    public void down() {
      readings.isDown = true;
    }

    @Override
    public void up() {
      readings.isDown = false;
      readings.listeners.forEach(SharedReadings.Listener::gap);
    }

    @Override
    public void close() {}
  }

  /** Readings that can be away. */
  private static final class Breakable implements SharedReadings {

    private final SharedReadings sound;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean isDown;

    Breakable(SharedReadings sound) {
      this.sound = sound;
    }

    private SharedReadings up() {
      if (isDown) {
        throw new UnavailableException("cache-unavailable", "down", null);
      }
      return sound;
    }

    @Override
    public Optional<KeptReading> find(ReadingKey key) {
      return up().find(key);
    }

    @Override
    public boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
      return up().offer(key, kept, keepFor);
    }

    @Override
    public Optional<Lease> lease(ReadingKey key, Duration most) {
      return up().lease(key, most);
    }

    @Override
    public void tellChanged(TenantId tenant, CommitToken token) {
      if (!isDown) {
        sound.tellChanged(tenant, token);
      }
    }

    @Override
    public void listen(Listener listener) {
      listeners.add(listener);
      sound.listen(listener);
    }
  }
}
