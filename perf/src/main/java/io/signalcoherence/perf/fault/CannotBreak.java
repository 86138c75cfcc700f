package io.signalcoherence.perf.fault;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A fault can't be made on this machine, or by this user. */
final class CannotBreak extends IOException {
  private static final long serialVersionUID = 1L;

  CannotBreak(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
