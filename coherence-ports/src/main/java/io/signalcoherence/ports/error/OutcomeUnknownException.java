package io.signalcoherence.ports.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The answer was lost after the work may have been made durable. */
public final class OutcomeUnknownException extends InfrastructureException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param code a stable code, such as {@code ledger-outcome-unknown}
   * @param message what failed, for logs
   * @param cause what the driver threw, if it did
   */
  public OutcomeUnknownException(String code, String message, @Nullable Throwable cause) {
    super(code, RetrySafety.SAME_CALL_ONLY, message, cause);
  }
}
