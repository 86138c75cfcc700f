package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.out.ReadingObserver;
import java.time.Duration;

/** Keeps what an observer throws, against its contract, away from questions and their answers. */
record GuardedReadingObserver(ReadingObserver observer) implements ReadingObserver {

  @Override
  public void served(Source source) {
    guarded(() -> observer.served(source));
  }

  @Override
  public void loaded(Duration took, boolean answered) {
    guarded(() -> observer.loaded(took, answered));
  }

  @Override
  public void renewed(Renewal renewal) {
    guarded(() -> observer.renewed(renewal));
  }

  @Override
  public void invalidated() {
    guarded(observer::invalidated);
  }

  @Override
  public void sharedFailed(InfrastructureException failure) {
    guarded(() -> observer.sharedFailed(failure));
  }

  private static void guarded(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      // a broken observer loses its own count, and nothing else
    }
  }
}
