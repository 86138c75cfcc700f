package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;

/** Tells by SQLSTATE what a failure of the database means to a caller. */
final class SqlFailure {

  /** How far a transaction had come. */
  enum Phase {
    /** No COMMIT was sent: whatever happened, nothing was done. */
    BEFORE_COMMIT,
    /** COMMIT was sent: unless the server says that it rolled back, the outcome is not known. */
    COMMIT_SENT
  }

  static final String NO_PARTITION = "23514";

  private static final String TOO_LARGE = "54000";
  private static final String STATEMENT_CANCELLED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DISK_FULL = "53100";
  private static final String COMPLETION_UNKNOWN = "40003";
  private static final String UNKNOWN_STATE = "no-state";

  private SqlFailure() {}

  /** Whether an entry of the group broke a rule of the store. */
  static boolean isUnstorable(SQLException failure) {
    String state = stateOf(failure);
    return state.startsWith("22") || state.startsWith("23") || state.equals(TOO_LARGE);
  }

  /** Whether the server or the way to it is gone, as far as this connection can tell. */
  static boolean isConnectionLost(SQLException failure) {
    String state = stateOf(failure);
    return (state.startsWith("08") || state.startsWith("57P")) && !isSocketTimeout(failure);
  }

  /**
   * Whether a connection was lost, refused or not to be had, whatever was to be done with it. Class
   * 53 counts as this: too many connections, or no memory or disk left to serve one.
   */
  static boolean isOfConnecting(SQLException failure) {
    String state = stateOf(failure);
    return switch (state.substring(0, 2)) {
      case "08", "28", "53" -> true;
      default -> state.startsWith("57P");
    };
  }

  /** The first SQLSTATE along the causes. */
  static String stateOf(SQLException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return UNKNOWN_STATE;
  }

  /**
   * The failure in the boundary's terms.
   *
   * @param doing what was being done, for logs
   */
  static InfrastructureException of(SQLException failure, Phase phase, String doing) {
    String state = stateOf(failure);
    String message = doing + ": SQLSTATE " + state;
    if (phase == Phase.COMMIT_SENT && !saysRolledBack(state)) {
      return new OutcomeUnknownException("ledger-outcome-unknown", message, failure);
    }
    if (isSocketTimeout(failure)) {
      return new TimedOutException("ledger-socket-timeout", message, failure);
    }
    return switch (state) {
      case "40P01" -> new ConcurrencyConflictException("ledger-deadlock", message, failure);
      case "40001" -> new ConcurrencyConflictException("ledger-serialization", message, failure);
      case LOCK_NOT_AVAILABLE -> new TimedOutException("ledger-lock-timeout", message, failure);
      case STATEMENT_CANCELLED ->
          new TimedOutException("ledger-statement-timeout", message, failure);
      case "25P03", "25P04", "57P05" ->
          new TimedOutException("ledger-session-timeout", message, failure);
      case "XX001", "XX002" -> new CorruptException("ledger-corrupt", message, failure);
      case DISK_FULL -> new UnavailableException("ledger-disk-full", message, failure);
      case "53300" -> new UnavailableException("ledger-too-many-connections", message, failure);
      case "57P03" -> new UnavailableException("ledger-not-accepting", message, failure);
      case "3D000" -> new UnavailableException("ledger-database-missing", message, failure);
      case "SC004" -> new UnavailableException("ledger-partition-detaching", message, failure);
      case "42P07" -> new UnavailableException("ledger-partition-left-over", message, failure);
      case "42501" -> new UnavailableException("ledger-not-permitted", message, failure);
      case UNKNOWN_STATE -> pool(failure, message);
      default -> byClass(failure, state, message);
    };
  }

  /**
   * The failure to get a connection, from the server or from a pool that wraps what kept it from
   * making one. Its SQLSTATE says nothing of any entry: a server refuses a session's settings with
   * that of a wrong value.
   *
   * @param doing what the connection was for, for logs
   */
  static InfrastructureException ofConnecting(SQLException failure, String doing) {
    return isUnstorable(failure)
        ? new UnavailableException(
            "ledger-unavailable", doing + ": SQLSTATE " + stateOf(failure), failure)
        : of(failure, Phase.BEFORE_COMMIT, doing);
  }

  private static InfrastructureException byClass(
      SQLException failure, String state, String message) {
    return switch (state.substring(0, 2)) {
      case "28" -> new UnavailableException("ledger-login-refused", message, failure);
      case "3F", "42" -> new UnavailableException("ledger-not-migrated", message, failure);
      case "22", "23" -> new CorruptException("ledger-rule-broken", message, failure);
      default -> new UnavailableException("ledger-unavailable", message, failure);
    };
  }

  /** A pool that gave up with no failure beneath it had no connection free in time. */
  private static InfrastructureException pool(SQLException failure, String message) {
    return failure.getCause() == null
        ? new TimedOutException("ledger-pool-exhausted", message, failure)
        : new UnavailableException("ledger-unavailable", message, failure);
  }

  /**
   * Errors that only the statements before the COMMIT can have, or that the COMMIT itself has when
   * it rolls back; a full disk is told by a statement that had to write, thus before the COMMIT. A
   * lost connection, a shutdown, a cancelled statement or a want of other resources says nothing:
   * any of them may have come after the COMMIT.
   */
  private static boolean saysRolledBack(String state) {
    return switch (state.substring(0, 2)) {
      case "22", "23" -> true;
      case "40" -> !state.equals(COMPLETION_UNKNOWN);
      default -> state.equals(LOCK_NOT_AVAILABLE) || state.equals(DISK_FULL);
    };
  }

  private static boolean isSocketTimeout(SQLException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
