package io.signalcoherence.adapter.kafka.local;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A local broker that can't be started, stopped or looked up; the message is one line that says
 * what to do.
 */
public final class LocalKafkaException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** A live process owns the data folder; {@link LocalKafkaException#owner} tells which. */
    FOLDER_IN_USE,
    /** The folder can't be one of ours: missing parent, a file, not writable, foreign content. */
    FOLDER_UNUSABLE,
    /** Another process listens on the wanted port. */
    PORT_TAKEN,
    /** The disk is full. */
    DISK_FULL,
    /** The Java program or a jar of the broker is not there. */
    PROGRAM_MISSING,
    /** The broker did not come up, or did not go down, for any other reason. */
    BROKER_FAILED
  }

  private final Reason reason;
  private final transient @Nullable LocalKafkaOwner owner;

  LocalKafkaException(Reason reason, String message) {
    this(reason, message, null, null);
  }

  LocalKafkaException(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, null, cause);
  }

  LocalKafkaException(
      Reason reason, String message, @Nullable LocalKafkaOwner owner, @Nullable Throwable cause) {
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
  public Optional<LocalKafkaOwner> owner() {
    return Optional.ofNullable(owner);
  }
}
