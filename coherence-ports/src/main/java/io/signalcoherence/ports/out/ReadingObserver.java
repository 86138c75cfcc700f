package io.signalcoherence.ports.out;

import io.signalcoherence.ports.error.InfrastructureException;
import java.time.Duration;

/**
 * Is told where scores come from, to count and time it. Called from the engine's threads, calls
 * overlap; must return at once and not throw.
 */
public interface ReadingObserver {

  /** Where the sums of an answer came from. */
  enum Source {
    /** This instance kept them, young enough to be served as they were. */
    LOCAL,
    /** Another instance kept them, young enough to be served as they were. */
    SHARED,
    /** They were kept, and the ledger said that they still stand. */
    CHECKED,
    /** They were read from the ledger. */
    LOADED,
    /** They were kept, too old, and the ledger could not be asked. */
    STALE
  }

  /** What became of a search that was to begin before anybody had to wait for it. */
  enum Renewal {
    /** It found a reading, which is kept now. */
    DONE,
    /** It failed; who asks next tries again. */
    FAILED,
    /** It was not begun, because readers are busy; who asks next tries again. */
    DROPPED
  }

  /** A question was answered with a score. */
  void served(Source source);

  /** The ledger was asked for the sums of a window. */
  void loaded(Duration took, boolean answered);

  /** A reading that was kept was to be renewed ahead of its time. */
  void renewed(Renewal renewal);

  /** A change of a tenant was heard of, and what is kept of it is due to be renewed. */
  void invalidated();

  /** The shared level failed; it was taken for a miss. */
  void sharedFailed(InfrastructureException failure);

  /** Observes nothing. */
  ReadingObserver NONE =
      new ReadingObserver() {
        @Override
        public void served(Source source) {}

        @Override
        public void loaded(Duration took, boolean answered) {}

        @Override
        public void renewed(Renewal renewal) {}

        @Override
        public void invalidated() {}

        @Override
        public void sharedFailed(InfrastructureException failure) {}
      };
}
