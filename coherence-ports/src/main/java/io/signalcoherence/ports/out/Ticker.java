package io.signalcoherence.ports.out;

import java.time.Duration;

/** A clock that only goes forward, for measuring. Called from any thread. */
public interface Ticker {

  /** Time since an arbitrary fixed moment. */
  Duration read();
}
