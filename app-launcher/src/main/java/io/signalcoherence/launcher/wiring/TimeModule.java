package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.time.InstantSource;

/** The machine's clocks. */
final class TimeModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(InstantSource.class).toInstance(InstantSource.system());
    bind(Ticker.class).toInstance(() -> Duration.ofNanos(System.nanoTime()));
  }
}
