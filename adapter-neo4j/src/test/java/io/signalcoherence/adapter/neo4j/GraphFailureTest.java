package io.signalcoherence.adapter.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/** Each failure is one of the boundary's, told by type and code, never by text. */
final class GraphFailureTest {

  private static final String DEADLOCK = "Neo.TransientError.Transaction.DeadlockDetected";

  @Test
  void lostOrRefusedConnectionIsUnavailable() {
    assertKind(
        new ServiceUnavailableException("x"), UnavailableException.class, "graph-unavailable");
    assertKind(new SessionExpiredException("x"), UnavailableException.class, "graph-unavailable");
    assertKind(
        new AuthenticationException("Neo.ClientError.Security.Unauthorized", "x"),
        UnavailableException.class,
        "graph-login-refused");
    assertKind(
        new ClientException("Neo.ClientError.Database.DatabaseNotFound", "x"),
        UnavailableException.class,
        "graph-database-missing");
    assertKind(
        new DatabaseException("Neo.DatabaseError.General.UnknownError", "x"),
        UnavailableException.class,
        "graph-unavailable");
    assertKind(new IllegalStateException("x"), UnavailableException.class, "graph-unavailable");
  }

  @Test
  void whatIsTooSlowTimedOut() {
    assertKind(
        new Deadline.Late("x", new TimeoutException()), TimedOutException.class, "graph-too-slow");
    assertKind(
        new ClientException(
            "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", "x"),
        TimedOutException.class,
        "graph-transaction-timeout");
    assertKind(new ClientException("no code"), TimedOutException.class, "graph-pool-exhausted");
  }

  @Test
  void workThatLostToOthersConflicts() {
    assertKind(
        new TransientException(DEADLOCK, "x"),
        ConcurrencyConflictException.class,
        "graph-conflict");
    assertKind(
        new ClientException("Neo.ClientError.Schema.ConstraintValidationFailed", "x"),
        ConcurrencyConflictException.class,
        "graph-conflict");
  }

  @Test
  void statementThatTheServerRefusesIsCorrupt() {
    assertKind(
        new ClientException("Neo.ClientError.Statement.ArithmeticError", "x"),
        CorruptException.class,
        "graph-statement-refused");
  }

  @Test
  void outcomeIsUnknownOnceTheCommitWasSentUnlessTheServerSaysThatItRolledBack() {
    for (RuntimeException failure :
        new RuntimeException[] {
          new ServiceUnavailableException("x"),
          new Deadline.Late("x", new TimeoutException()),
          new DatabaseException("Neo.DatabaseError.Transaction.TransactionCommitFailed", "x"),
          new ClientException("x"),
          new IllegalStateException("x")
        }) {
      assertThat(GraphFailure.of(failure, true, "apply"))
          .isInstanceOf(OutcomeUnknownException.class);
    }
    assertThat(GraphFailure.of(new TransientException(DEADLOCK, "x"), true, "apply"))
        .isInstanceOf(ConcurrencyConflictException.class);
  }

  @Test
  void failureThatIsTheBoundarysAlreadyStaysAsItIs() {
    InfrastructureException told = new CorruptException("graph-corrupt", "x", null);
    assertThat(GraphFailure.of(told, true, "apply")).isSameAs(told);
  }

  private static void assertKind(
      RuntimeException failure, Class<? extends InfrastructureException> kind, String code) {
    InfrastructureException told = GraphFailure.of(failure, false, "apply");
    assertThat(told).isInstanceOf(kind).hasCause(failure).hasMessageStartingWith("apply: ");
    assertThat(told.code()).isEqualTo(code);
  }
}
