package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.util.Set;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

/** Tells by the driver's types and the server's codes what a failure means to a caller. */
final class GraphFailure {

  private static final String UNKNOWN = "graph-outcome-unknown";
  private static final String UNAVAILABLE = "graph-unavailable";

  private static final Set<String> CONFLICTS =
      Set.of(
          "Neo.TransientError.Transaction.DeadlockDetected",
          "Neo.TransientError.Transaction.LockAcquisitionTimeout",
          "Neo.TransientError.Transaction.LockClientStopped",
          "Neo.ClientError.Schema.ConstraintValidationFailed");

  private static final Set<String> TIMED_OUT =
      Set.of(
          "Neo.ClientError.Transaction.TransactionTimedOut",
          "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
          "Neo.TransientError.Transaction.Terminated");

  private static final Set<String> MISSING =
      Set.of(
          "Neo.ClientError.Database.DatabaseNotFound",
          "Neo.TransientError.Database.DatabaseUnavailable");

  private GraphFailure() {}

  /**
   * The failure in the boundary's terms.
   *
   * @param committing whether the commit was sent: unless the server says that it rolled back, the
   *     outcome is then not known
   * @param doing what was being done, for logs
   */
  static InfrastructureException of(RuntimeException failure, boolean committing, String doing) {
    if (failure instanceof InfrastructureException told) {
      return told;
    }
    String code = failure instanceof Neo4jException neo4j ? neo4j.code() : "";
    String message = doing + ": " + failure.getClass().getSimpleName() + " " + code;
    if (committing && !CONFLICTS.contains(code)) {
      return new OutcomeUnknownException(UNKNOWN, message, failure);
    }
    if (failure instanceof Deadline.Late) {
      return new TimedOutException("graph-too-slow", message, failure);
    }
    if (failure instanceof ServiceUnavailableException
        || failure instanceof SessionExpiredException) {
      return new UnavailableException(UNAVAILABLE, message, failure);
    }
    if (failure instanceof AuthenticationException || failure instanceof SecurityException) {
      return new UnavailableException("graph-login-refused", message, failure);
    }
    return byCode(failure, code, message);
  }

  private static InfrastructureException byCode(
      RuntimeException failure, String code, String message) {
    if (CONFLICTS.contains(code)) {
      return new ConcurrencyConflictException("graph-conflict", message, failure);
    }
    if (TIMED_OUT.contains(code)) {
      return new TimedOutException("graph-transaction-timeout", message, failure);
    }
    if (MISSING.contains(code)) {
      return new UnavailableException("graph-database-missing", message, failure);
    }
    if (failure instanceof ClientException && code.startsWith("Neo.ClientError.Statement.")) {
      return new CorruptException("graph-statement-refused", message, failure);
    }
    if (failure instanceof ClientException && !code.startsWith("Neo.")) {
      // the driver's own: no connection became free, or none could be made, in time
      return new TimedOutException("graph-pool-exhausted", message, failure);
    }
    return new UnavailableException(UNAVAILABLE, message, failure);
  }
}
