package io.signalcoherence.adapter.neo4j.local;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A local server that can't be started or stopped; the message is one line that says what to do.
 */
public final class LocalNeo4jException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /**
     * There is no Java that this server runs on: 17 or 21. Nothing is wrong with the rest; a caller
     * may go on without the server and say so.
     */
    JAVA_UNSUPPORTED,
    /** The server's class path is empty, or a file of it is missing. */
    CLASS_PATH_MISSING,
    /** A live process owns the folder. */
    FOLDER_IN_USE,
    /** The folder can't be one of ours: missing parent, a file, not writable, foreign content. */
    FOLDER_UNUSABLE,
    /** Another process listens on the wanted port. */
    PORT_TAKEN,
    /** The disk is full. */
    DISK_FULL,
    /** The server did not come up, or did not go down, for any other reason. */
    SERVER_FAILED
  }

  private final Reason reason;

  LocalNeo4jException(Reason reason, String message) {
    this(reason, message, null);
  }

  LocalNeo4jException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason");
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
