package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One instance's shared readings, which fail, and lose, double and delay what is told. */
final class FaultyReadings implements SharedReadings {

  private final SharedReadings sound;
  BooleanSupplier fails = () -> false;
  BooleanSupplier crashes = () -> false;
  Runnable onCall = () -> {};
  Consumer<Runnable> telling = Runnable::run;
  private final List<Listener> listeners = new ArrayList<>();

  FaultyReadings(SharedReadings sound) {
    this.sound = sound;
  }

  private SharedReadings reached() {
    onCall.run();
    if (crashes.getAsBoolean()) {
      throw new IllegalStateException("a bug of the adapter");
    }
    if (fails.getAsBoolean()) {
      throw new TimedOutException("cache-timeout", "no answer", null);
    }
    return sound;
  }

  @Override
  public Optional<KeptReading> find(ReadingKey key) {
    return reached().find(key);
  }

  @Override
  public boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
    return reached().offer(key, kept, keepFor);
  }

  @Override
  public Optional<Lease> lease(ReadingKey key, Duration most) {
    return reached().lease(key, most).map(lease -> () -> reachedAnd(lease));
  }

  private void reachedAnd(Lease lease) {
    SharedReadings unused = reached();
    lease.release();
  }

  @Override
  public void tellChanged(TenantId tenant, CommitToken token) {
    telling.accept(() -> sound.tellChanged(tenant, token));
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
    sound.listen(listener);
  }

  /** Tells that something may not have been told. */
  void gap() {
    listeners.forEach(Listener::gap);
  }
}
