package io.signalcoherence.adapter.postgres.local;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What {@link LocalPostgres#attach} found in a data folder. */
public sealed interface LocalPostgresAttachment {

  /**
   * A live process owns the folder and its server is up.
   *
   * @param access where the server listens and how to log in
   * @param owner the process that owns the folder
   * @param serverPid process id of the postmaster
   */
  record Running(LocalPostgresAccess access, LocalPostgresOwner owner, long serverPid)
      implements LocalPostgresAttachment {

    /** Refuses nulls. */
    public Running {
      requireNonNull(access, "access");
      requireNonNull(owner, "owner");
    }
  }

  /**
   * A live process owns the folder, but its server is starting, stopped or crashed: ask again.
   *
   * @param owner the process that owns the folder; empty if it has not yet said who it is
   */
  record NotReady(Optional<LocalPostgresOwner> owner) implements LocalPostgresAttachment {

    /** Refuses nulls. */
    public NotReady {
      requireNonNull(owner, "owner");
    }
  }

  /**
   * No live process owns the folder, whether or not a server was left behind in it.
   *
   * @param reason one line for people
   */
  record Unowned(String reason) implements LocalPostgresAttachment {

    /** Refuses nulls. */
    public Unowned {
      requireNonNull(reason, "reason");
    }
  }
}
