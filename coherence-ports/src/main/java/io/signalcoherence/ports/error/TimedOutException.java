package io.signalcoherence.ports.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The store gave up within its deadline and undid the work; nothing was done. */
public final class TimedOutException extends InfrastructureException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param code a stable code, such as {@code ledger-lock-timeout}
   * @param message what failed, for logs
   * @param cause what the driver threw, if it did
   */
  public TimedOutException(String code, String message, @Nullable Throwable cause) {
    super(code, RetrySafety.SAFE, message, cause);
  }
}
