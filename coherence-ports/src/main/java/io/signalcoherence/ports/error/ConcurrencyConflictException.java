package io.signalcoherence.ports.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Concurrent work won and this work was undone; nothing was done. */
public final class ConcurrencyConflictException extends InfrastructureException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param code a stable code, such as {@code ledger-deadlock}
   * @param message what failed, for logs
   * @param cause what the driver threw, if it did
   */
  public ConcurrencyConflictException(String code, String message, @Nullable Throwable cause) {
    super(code, RetrySafety.SAFE, message, cause);
  }
}
