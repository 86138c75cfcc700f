package io.signalcoherence.ports.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What the store holds or answers breaks its own invariants. */
public final class CorruptException extends InfrastructureException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param code a stable code, such as {@code ledger-corrupt}
   * @param message what failed, for logs
   * @param cause what the driver threw, if it did
   */
  public CorruptException(String code, String message, @Nullable Throwable cause) {
    super(code, RetrySafety.USELESS, message, cause);
  }
}
