package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.SqlFailure.Phase;
import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states that no test can make a real server say on demand, beside those that one can. */
final class SqlFailureTest {

  private static Class<?> told(String state, Phase phase) {
    return SqlFailure.of(new SQLException("x", state), phase, "try").getClass();
  }

  @ParameterizedTest
  @CsvSource({
    "08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03", "53100", "53200",
    "53300", "28P01", "42P01", "42501", "25006", "XX000"
  })
  void serverThatRefusesWorkIsUnavailable(String state) {
    assertThat(told(state, Phase.BEFORE_COMMIT)).isEqualTo(UnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "53300, ledger-too-many-connections",
    "57P03, ledger-not-accepting",
    "3D000, ledger-database-missing",
    "28P01, ledger-login-refused",
    "28000, ledger-login-refused",
    "42501, ledger-not-permitted",
    "08001, ledger-unavailable",
    "08004, ledger-unavailable",
    "22023, ledger-unavailable"
  })
  void connectionThatCannotBeHadIsToldByItsStateThroughThePoolThatWrapsIt(
      String state, String code) {
    SQLException beneath = new SQLException("in any language", state);
    SQLException wrapped =
        new SQLTransientConnectionException("pool - not available", null, beneath);

    for (SQLException failure : List.of(beneath, wrapped)) {
      assertThat(SqlFailure.ofConnecting(failure, "try"))
          .isInstanceOf(UnavailableException.class)
          .extracting(InfrastructureException::code)
          .isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "08001, true",
    "28P01, true",
    "53300, true",
    "57P01, true",
    "57P03, true",
    "57014, false",
    "55P03, false",
    "42601, false"
  })
  void statementThatWasCancelledIsNoFailureOfItsConnection(String state, boolean connecting) {
    assertThat(SqlFailure.isOfConnecting(new SQLException("x", state))).isEqualTo(connecting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"55P03", "57014", "25P03"})
  void waitThatWasGivenUpIsTimedOut(String state) {
    assertThat(told(state, Phase.BEFORE_COMMIT)).isEqualTo(TimedOutException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001"})
  void lostRaceIsAConflictWhetherOrNotCommitWasSent(String state) {
    for (Phase phase : Phase.values()) {
      assertThat(told(state, phase)).isEqualTo(ConcurrencyConflictException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"XX001", "XX002"})
  void brokenPagesAreCorrupt(String state) {
    assertThat(told(state, Phase.BEFORE_COMMIT)).isEqualTo(CorruptException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", "08003", "08P01", "57P01", "57P02", "57014", "40003", "XX000", "25P03", "53200",
        "42501", "42P01"
      })
  void onceCommitWasSentNothingButARollbackIsCertain(String state) {
    assertThat(told(state, Phase.COMMIT_SENT)).isEqualTo(OutcomeUnknownException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"55P03", "22003", "23505", "53100"})
  void errorOfAStatementBeforeTheCommitRolledBack(String state) {
    assertThat(told(state, Phase.COMMIT_SENT)).isEqualTo(told(state, Phase.BEFORE_COMMIT));
  }

  @Test
  void stateIsFoundAlongTheCauses() {
    SQLException pool = new SQLException("pool", null, new SQLException("beneath", "57P03"));

    assertThat(SqlFailure.stateOf(pool)).isEqualTo("57P03");
    assertThat(SqlFailure.of(pool, Phase.BEFORE_COMMIT, "try"))
        .isInstanceOf(UnavailableException.class);
    assertThat(SqlFailure.of(new SQLException("none free"), Phase.BEFORE_COMMIT, "try"))
        .isInstanceOf(TimedOutException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "22003", "23514", "54000"})
  void ruleOfTheStoreMakesAnEntryUnstorable(String state) {
    assertThat(SqlFailure.isUnstorable(new SQLException("x", state))).isTrue();
    assertThat(SqlFailure.isUnstorable(new SQLException("x", "40001"))).isFalse();
  }
}
