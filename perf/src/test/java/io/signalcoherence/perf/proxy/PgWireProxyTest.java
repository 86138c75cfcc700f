package io.signalcoherence.perf.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy between the JDBC driver and a real PostgreSQL. */
final class PgWireProxyTest {

  private static LocalPostgres postgres;

  private final CutPlan plan = new CutPlan();
  private PgWireProxy proxy;

  @BeforeAll
  static void startPostgres() throws SQLException {
    postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
    try (Connection direct = direct();
        Statement statement = direct.createStatement()) {
      statement.execute("CREATE TABLE kept (id bigint PRIMARY KEY)");
      statement.execute("CREATE TABLE other (id bigint PRIMARY KEY)");
    }
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void startProxy() throws IOException, SQLException {
    proxy =
        PgWireProxy.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), postgres.port()), plan);
    try (Connection direct = direct();
        Statement statement = direct.createStatement()) {
      statement.execute("TRUNCATE kept, other");
    }
  }

  @AfterEach
  void stopProxy() throws IOException {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"extended", "simple"})
  void afterASwallowedAnswerTheRowIsCommittedAndTheClientDoesNotKnow(String queryMode)
      throws SQLException {
    Connection connection = throughProxy(queryMode);
    insertUncommitted(connection, 1);
    plan.cutNextCommits(1, CutMoment.COMMIT_ANSWERED);
    SQLException failure = catchThrowableOfType(SQLException.class, connection::commit);
    assertThat(failure.getSQLState()).startsWith("08");
    assertThat(rows()).isEqualTo(1);
    assertThat(plan.cuts(CutMoment.COMMIT_ANSWERED)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = CutMoment.class,
      names = {"COMMIT_FORWARDED", "COMMIT_HELD_BACK"})
  void aForwardedCommitIsCarriedOutThoughItsClientIsGone(CutMoment moment) throws SQLException {
    for (int i = 1; i <= 20; i++) {
      Connection connection = throughProxy("extended");
      insertUncommitted(connection, i);
      plan.cutNextCommits(1, moment);
      SQLException failure = catchThrowableOfType(SQLException.class, connection::commit);
      assertThat(failure.getSQLState()).startsWith("08");
    }
    await().untilAsserted(() -> assertThat(rows()).isEqualTo(20));
    assertThat(plan.cuts(moment)).isEqualTo(20);
  }

  @Test
  void whileACommitIsHeldBackASecondClaimOfTheKeyWaitsForIt() throws SQLException {
    plan.holdBackFor(Duration.ofMillis(400));
    Connection connection = throughProxy("extended");
    insertUncommitted(connection, 1);
    plan.cutNextCommits(1, CutMoment.COMMIT_HELD_BACK);
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThat(rows()).isZero();
    try (Connection direct = direct();
        Statement statement = direct.createStatement()) {
      assertThat(statement.executeUpdate("INSERT INTO kept VALUES (1) ON CONFLICT DO NOTHING"))
          .isZero();
    }
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aCommitThatNeverArrivesLeavesNothingBehind() throws SQLException {
    Connection connection = throughProxy("extended");
    insertUncommitted(connection, 1);
    plan.cutNextCommits(1, CutMoment.BEFORE_COMMIT);
    SQLException failure = catchThrowableOfType(SQLException.class, connection::commit);
    assertThat(failure.getSQLState()).startsWith("08");
    await().untilAsserted(() -> assertThat(sessionsInTransaction()).isZero());
    assertThat(rows()).isZero();
  }

  @Test
  void commitIsRecognisedAfterTheDriverHasPreparedItByName() throws SQLException {
    try (Connection connection = throughProxy("extended")) {
      for (int i = 1; i <= 20; i++) {
        insertUncommitted(connection, i);
        connection.commit();
      }
      assertThat(plan.commits()).isEqualTo(20);
      insertUncommitted(connection, 21);
      plan.cutNextCommits(1, CutMoment.COMMIT_ANSWERED);
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThat(rows()).isEqualTo(21);
  }

  @Test
  void namedPreparedCommitIsRecognisedToo() throws SQLException {
    try (Connection connection = throughProxy("extended&prepareThreshold=-1");
        PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?)")) {
      connection.setAutoCommit(false);
      for (int i = 1; i <= 3; i++) {
        insert.setLong(1, i);
        insert.executeUpdate();
        try (PreparedStatement commit = connection.prepareStatement("COMMIT")) {
          commit.execute();
        }
      }
    }
    assertThat(plan.commits()).isEqualTo(3);
  }

  @Test
  void onlyMarkedTransactionsAreCandidates() throws SQLException {
    plan.onlyTransactionsWith("INTO KEPT");
    plan.cutNextCommits(1, CutMoment.COMMIT_ANSWERED);
    try (Connection connection = throughProxy("extended");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO other VALUES (1)");
      connection.commit();
      insertUncommitted(connection, 2);
      connection.rollback();
      statement.execute("INSERT INTO other VALUES (2)");
      connection.commit();
      assertThat(plan.commits()).isZero();
      insertUncommitted(connection, 3);
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThat(plan.cuts()).isEqualTo(1);
  }

  @Test
  void oneSeedCutsTheSameCommits() throws SQLException {
    assertThat(cutsOf(7)).isEqualTo(cutsOf(7)).contains("x").contains(".");
  }

  private String cutsOf(long seed) throws SQLException {
    plan.cutRandomly(0.4, seed);
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      try (Connection connection = throughProxy("extended")) {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
        connection.commit();
        seen.append('.');
      } catch (SQLException e) {
        seen.append('x');
      }
    }
    return seen.toString();
  }

  @Test
  void delayIsAddedBlackholeKeepsAndCutAllEnds() throws Exception {
    try (Connection connection = throughProxy("extended");
        Statement statement = connection.createStatement()) {
      proxy.delay(Duration.ofMillis(30));
      long before = System.nanoTime();
      statement.execute("SELECT 1");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(60));
      proxy.delay(Duration.ZERO);
      proxy.blackhole(true);
      CompletableFuture<Boolean> kept = CompletableFuture.supplyAsync(() -> executes(statement));
      assertThat(kept.completeOnTimeout(null, 200, TimeUnit.MILLISECONDS).get()).isNull();
      CompletableFuture<Boolean> answered =
          CompletableFuture.supplyAsync(() -> executes(statement));
      proxy.blackhole(false);
      assertThat(answered.get(10, TimeUnit.SECONDS)).isTrue();
      proxy.cutAll();
      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
    }
    await().untilAsserted(() -> assertThat(proxy.openConnections()).isZero());
  }

  @Test
  void refusedConnectionsFailWithAConnectionError() {
    proxy.refuse(true);
    SQLException failure =
        catchThrowableOfType(SQLException.class, () -> throughProxy("extended").close());
    assertThat(failure.getSQLState()).startsWith("08");
  }

  private static boolean executes(Statement statement) {
    try {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insertUncommitted(Connection connection, long id) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?)")) {
      insert.setLong(1, id);
      insert.executeUpdate();
    }
  }

  private static long rows() throws SQLException {
    return number("SELECT count(*) FROM kept");
  }

  private static long sessionsInTransaction() throws SQLException {
    return number("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'");
  }

  private static long number(String query) throws SQLException {
    try (Connection direct = direct();
        Statement statement = direct.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static Connection direct() throws SQLException {
    return connect(postgres.jdbcUrl());
  }

  private Connection throughProxy(String queryMode) throws SQLException {
    return connect(
        "jdbc:postgresql://127.0.0.1:"
            + proxy.port()
            + "/signalcoherence?preferQueryMode="
            + queryMode);
  }

  private static Connection connect(String url) throws SQLException {
    LocalPostgresCredentials admin = postgres.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(url, admin.user(), admin.password());
  }
}
