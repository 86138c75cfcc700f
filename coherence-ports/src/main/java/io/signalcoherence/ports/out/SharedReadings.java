package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps readings where all instances of the service find them, so that one load serves them all. It
 * may lose anything at any time; it never makes anything up.
 *
 * <p><b>Callers and threads.</b> The engine calls, on its reader threads; calls overlap, also for
 * the same key and from other processes. Each call ends within the adapter's deadlines, a few tens
 * of milliseconds; while the store is known to be away, at once.
 *
 * <p><b>Failure.</b> Every failure is an {@link
 * io.signalcoherence.ports.error.InfrastructureException}, which the engine takes for a miss; so is
 * what can't be understood as a reading, or can't be one: a {@link
 * io.signalcoherence.ports.error.CorruptException}. Every call is safe to retry, and none needs to
 * be.
 *
 * <p><b>Not its job.</b> To decide whether a reading is young enough, whether a caller may see it,
 * or whether it includes a commit. Of the ledger it knows the name alone: what is kept or told of
 * another ledger is not seen.
 */
public interface SharedReadings {

  /**
   * The reading of a key with its ages as of now, at least, by the store's own clock; empty if
   * there is none.
   */
  Optional<KeptReading> find(ReadingKey key);

  /**
   * Keeps a reading, unless one is kept of which this is not {@linkplain
   * io.signalcoherence.ports.model.Snapshot#isNoOlderThan the same or a newer one}: decided and
   * done as one step, whoever else offers at the same time.
   *
   * @param key its name; that of its window
   * @param kept the reading, with its ages as of now
   * @param keepFor how long to keep it from now on, 1 ms or more
   * @return whether it is kept; one too large to be shared is not
   */
  boolean offer(ReadingKey key, KeptReading kept, Duration keepFor);

  /**
   * Asks to be the one that loads a key, among all instances.
   *
   * @param most when the lease ends by itself, 1 ms or more
   * @return the lease; empty if another one is held
   */
  Optional<Lease> lease(ReadingKey key, Duration most);

  /**
   * Tells every instance, this one included, that a tenant has changed. Returns at once and does
   * not throw; what can't be told soon, is told together or not at all.
   *
   * @param tenant which
   * @param token a commit that changed it
   */
  void tellChanged(TenantId tenant, CommitToken token);

  /**
   * Listens to what all instances tell, from now on and until the store is closed. To be called
   * once.
   */
  void listen(Listener listener);

  /** The right to load a key. */
  interface Lease {

    /**
     * Gives it back, unless it has ended by itself and is another's now. Returns within the
     * deadlines, like all calls; a lease that can't be given back ends by itself.
     */
    void release();
  }

  /**
   * Hears of changes. Called on a thread of the adapter, one call at a time; must return at once.
   */
  interface Listener {

    /** A tenant has changed, as somebody told. May come late, twice, or not at all. */
    void changed(TenantId tenant, CommitToken token);

    /**
     * From now on calls are heard; what was told since the last call of {@link #changed} may be
     * lost.
     */
    void gap();
  }

  /** Keeps nothing and tells nobody: for a service on its own. */
  SharedReadings NONE =
      new SharedReadings() {
        @Override
        public Optional<KeptReading> find(ReadingKey key) {
          return Optional.empty();
        }

        @Override
        public boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
          return false;
        }

        @Override
        public Optional<Lease> lease(ReadingKey key, Duration most) {
          return Optional.of(() -> {});
        }

        @Override
        public void tellChanged(TenantId tenant, CommitToken token) {}

        @Override
        public void listen(Listener listener) {}
      };
}
