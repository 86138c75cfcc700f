package io.signalcoherence.adapter.redis.local;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A local server that can't be started, stopped or signalled; the message is one line that says
 * what to do.
 */
public final class LocalRedisException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** A live process owns the folder. */
    FOLDER_IN_USE,
    /** The folder can't be one of ours: missing parent, a file, not writable, foreign content. */
    FOLDER_UNUSABLE,
    /** Another process listens on the wanted port. */
    PORT_TAKEN,
    /** No server for this platform is on the class path. */
    PLATFORM_UNSUPPORTED,
    /** The server did not come up, or could not be ended, for any other reason. */
    SERVER_FAILED
  }

  private final Reason reason;

  LocalRedisException(Reason reason, String message) {
    this(reason, message, null);
  }

  LocalRedisException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * Returns why.
   *
   * @return the reason, stable between releases
   */
  public Reason reason() {
    return reason;
  }
}
