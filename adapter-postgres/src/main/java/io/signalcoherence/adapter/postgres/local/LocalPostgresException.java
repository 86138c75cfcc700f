package io.signalcoherence.adapter.postgres.local;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A local server that can't be started, stopped or looked up; the message is one line that says
 * what to do.
 */
public final class LocalPostgresException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** A live process owns the data folder; {@link LocalPostgresException#owner} tells which. */
    FOLDER_IN_USE,
    /**
     * The folder can't be one of ours: missing parent, a file, not writable, foreign content,
     * damaged.
     */
    FOLDER_UNUSABLE,
    /** The folder's data is of another PostgreSQL major version than the binaries. */
    OTHER_MAJOR_VERSION,
    /** Another process listens on the wanted port. */
    PORT_TAKEN,
    /** The disk is full. */
    DISK_FULL,
    /** PostgreSQL refuses to run as root, and no other way to run it was found. */
    ROOT_REFUSED,
    /** No PostgreSQL binaries for this platform are on the class path. */
    PLATFORM_UNSUPPORTED,
    /** The server did not come up, or did not go down, for any other reason. */
    SERVER_FAILED
  }

  private final Reason reason;
  private final transient @Nullable LocalPostgresOwner owner;

  LocalPostgresException(Reason reason, String message) {
    this(reason, message, null, null);
  }

  LocalPostgresException(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, null, cause);
  }

  LocalPostgresException(
      Reason reason,
      String message,
      @Nullable LocalPostgresOwner owner,
      @Nullable Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason");
    this.owner = owner;
  }

  /**
   * Returns why.
   *
   * @return the reason, stable between releases
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns the process that owns the folder.
   *
   * @return present with {@link Reason#FOLDER_IN_USE}, when the owner has made itself known
   */
  public Optional<LocalPostgresOwner> owner() {
    return Optional.ofNullable(owner);
  }
}
