package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.out.ReadingObserver;
import java.time.Duration;

/** Throws whatever it is told, against its contract. */
final class BrokenReadingObserver implements ReadingObserver {

  @Override
  public void served(Source source) {
    throw new IllegalStateException("broken");
  }

  @Override
  public void loaded(Duration took, boolean answered) {
    throw new IllegalStateException("broken");
  }

  @Override
  public void renewed(Renewal renewal) {
    throw new IllegalStateException("broken");
  }

  @Override
  public void invalidated() {
    throw new IllegalStateException("broken");
  }

  @Override
  public void sharedFailed(InfrastructureException failure) {
    throw new IllegalStateException("broken");
  }
}
