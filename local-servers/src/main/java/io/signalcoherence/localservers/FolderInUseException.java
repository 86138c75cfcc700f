package io.signalcoherence.localservers;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A data folder that a live process owns, this one or another. */
public final class FolderInUseException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient @Nullable FolderOwner owner;

  FolderInUseException(Path folder, Optional<FolderOwner> owner) {
    super(
        folder
            + " is in use by "
            + owner.map(process -> "process " + process.pid()).orElse("another process"));
    this.owner = owner.orElse(null);
  }

  /**
   * Returns the process that owns the folder.
   *
   * @return empty if it has not said who it is, as one that is starting
   */
  public Optional<FolderOwner> owner() {
    return Optional.ofNullable(owner);
  }
}
