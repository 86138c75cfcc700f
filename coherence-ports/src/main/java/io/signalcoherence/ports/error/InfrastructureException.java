package io.signalcoherence.ports.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A driven port could not keep its contract because something beneath it failed. Adapters tell the
 * kinds apart by SQLSTATE or driver code, never by message text. {@link #getMessage()} is for logs:
 * it never leaves the process; {@link #code()} may.
 */
public abstract sealed class InfrastructureException extends RuntimeException
    permits UnavailableException,
        TimedOutException,
        ConcurrencyConflictException,
        OutcomeUnknownException,
        CorruptException {

  @Serial private static final long serialVersionUID = 1L;

  private final String code;
  private final RetrySafety retry;

  InfrastructureException(
      String code, RetrySafety retry, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retry = retry;
  }

  /** A stable, lower-case, dash-separated code, such as {@code ledger-unavailable}. */
  public final String code() {
    return code;
  }

  /** Whether the call may be made again. */
  public final RetrySafety retry() {
    return retry;
  }
}
