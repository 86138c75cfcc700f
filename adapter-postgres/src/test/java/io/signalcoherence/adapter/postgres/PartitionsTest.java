package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PartitionsTest {

  private static final TenantId ALPHA = TestLedger.ALPHA;
  private static final Pattern PARTITION =
      Pattern.compile("(?:ledger_signal|rollup_minute|rollup_hour)_\\d{4}_\\d{2}(?=_| )");
  private static final Pattern SCANNED =
      Pattern.compile("Scan using \\w+ on \\w+ \\w+ \\(actual rows=(\\d+)");

  private final TestLedger ledger = new TestLedger();

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void everySignalLiesInTheUtcMonthOfItsTime() throws SQLException {
    List<String> times =
        List.of(
            "2000-01-01T00:00:00Z",
            "2023-12-31T23:59:59.999999Z",
            "2024-01-01T00:00:00Z",
            "2024-02-29T23:59:59.999999Z",
            "2024-03-01T00:00:00Z",
            "2100-02-28T23:59:59.999999Z",
            "2100-03-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z");

    List<Claim> claims =
        ledger.append(
            times.stream().map(time -> Signals.of(ALPHA).withTs(time)).toArray(Signals[]::new));

    assertThat(claims).containsOnly(new Claim.Won());
    assertThat(
            ledger.asAdmin(
                """
                SELECT to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                  FROM signalcoherence.ledger_signal
                 WHERE 'ledger_signal_' || to_char(ts AT TIME ZONE 'UTC', 'YYYY_MM')
                       = tableoid::regclass::text
                    OR 'signalcoherence.ledger_signal_' || to_char(ts AT TIME ZONE 'UTC', 'YYYY_MM')
                       = tableoid::regclass::text\
                """))
        .hasSize(times.size());
    for (String time : times) {
      assertThat(ledger.ports().store().find(Signals.of(ALPHA).withTs(time).signal().key()))
          .as(time)
          .isPresent();
    }
  }

  @Test
  void monthIsMadeOnceByManyAtOnce() throws SQLException {
    List<YearMonth> months =
        IntStream.range(0, 24).mapToObj(i -> YearMonth.of(2013, 1).plusMonths(i)).toList();
    try (PostgresLedger other = PostgresLedger.open(ledger.config())) {
      List.of(ledger.ledger(), other, ledger.ledger(), other).parallelStream()
          .forEach(each -> each.ensureMonths(months));
    }

    assertThat(ledger.asAdmin("SELECT m FROM signalcoherence.known_months() AS m")).hasSize(24);
    assertThat(
            ledger.asAdmin(
                "SELECT relname FROM pg_class WHERE relname LIKE 'ledger\\_signal\\_20%'"
                    + " AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)"))
        .isEmpty();
  }

  @Test
  void monthThatWasDroppedBehindOurBackIsMadeAgain() throws SQLException {
    ledger.append(Signals.of(ALPHA));
    try (Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      statement.execute("DROP TABLE signalcoherence.ledger_signal_2024_03");
    }

    assertThat(ledger.append(Signals.of(ALPHA).withId("2"))).containsOnly(new Claim.Won());
  }

  @Test
  void monthsBeforeOneThatCannotBeMadeAreMade() throws SQLException {
    try (Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE TABLE signalcoherence.rollup_hour_2024_05 (x int)");
    }
    List<YearMonth> months =
        List.of(YearMonth.of(2024, 5), YearMonth.of(2024, 4), YearMonth.of(2024, 3));

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> ledger.ledger().ensureMonths(months))
        .matches(e -> e.code().equals("ledger-partition-left-over"));

    assertThat(ledger.asAdmin("SELECT m FROM signalcoherence.known_months() AS m ORDER BY 1"))
        .containsExactly("2024-03-01", "2024-04-01");
  }

  @Test
  void detachedMonthIsNeitherTakenBackNorIsASignalOfItRefusedForGood() throws SQLException {
    ledger.append(Signals.of(ALPHA));
    try (Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      statement.execute(
          "ALTER TABLE signalcoherence.ledger_signal"
              + " DETACH PARTITION signalcoherence.ledger_signal_2024_03");
    }

    assertUnavailable("ledger-partition-left-over");
    assertThat(ledger.asAdmin("SELECT signal_id FROM signalcoherence.ledger_signal")).isEmpty();
  }

  @Test
  void detachedMonthIsWrittenToAgainOnceItIsAttachedAgain() throws SQLException {
    ledger.append(Signals.of(ALPHA));
    String month = "signalcoherence.ledger_signal_2024_03";
    try (Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      statement.execute("ALTER TABLE signalcoherence.ledger_signal DETACH PARTITION " + month);
      assertUnavailable("ledger-partition-left-over");
      statement.execute(
          "ALTER TABLE signalcoherence.ledger_signal ATTACH PARTITION "
              + month
              + " FOR VALUES FROM ('2024-03-01 00:00:00+00') TO ('2024-04-01 00:00:00+00')");
    }

    assertThat(ledger.append(Signals.of(ALPHA).withId("2"))).containsOnly(new Claim.Won());
    assertThat(ledger.append(Signals.of(ALPHA))).hasOnlyElementsOfType(Claim.Held.class);
  }

  /** Somebody else, as quick as a trigger, takes each month away that is made. */
  @Test
  void monthThatIsGoneAgainThoughMadeAgainIsMissingUntilItStays() throws SQLException {
    ledger.append(Signals.of(ALPHA).withTs("2024-04-01T00:00:00Z"));
    TestServer.asAdmin(
        ledger.database(),
        """
        CREATE FUNCTION take_away() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM pg_inherits
                      WHERE inhrelid = to_regclass('signalcoherence.rollup_hour_2024_03')) THEN
            DROP TABLE signalcoherence.ledger_signal_2024_03, signalcoherence.rollup_minute_2024_03,
                       signalcoherence.rollup_hour_2024_03;
          END IF;
        END $$;
        CREATE EVENT TRIGGER take_away ON ddl_command_end WHEN TAG IN ('ALTER TABLE')
          EXECUTE FUNCTION take_away();
        """);

    assertUnavailable("ledger-partition-missing");
    assertThat(ledger.asAdmin("SELECT count(*) FROM signalcoherence.ledger_signal"))
        .containsExactly("1");
    TestServer.asAdmin(ledger.database(), "DROP EVENT TRIGGER take_away");

    assertThat(ledger.append(Signals.of(ALPHA).withId("2"))).containsOnly(new Claim.Won());
  }

  @Test
  void monthWhoseDetachingIsNotFinishedIsUnavailable() throws SQLException {
    ledger.append(Signals.of(ALPHA));
    try (Connection reader = TestServer.admin(ledger.database());
        Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      reader.setAutoCommit(false);
      TestLedger.query(reader, "SELECT count(*) FROM signalcoherence.ledger_signal");
      statement.execute("SET lock_timeout = 300");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () ->
                  statement.execute(
                      "ALTER TABLE signalcoherence.ledger_signal DETACH PARTITION"
                          + " signalcoherence.ledger_signal_2024_03 CONCURRENTLY"));
    }
    assertThat(ledger.asAdmin("SELECT count(*) FROM pg_inherits WHERE inhdetachpending"))
        .containsExactly("1");

    assertUnavailable("ledger-partition-detaching");
  }

  private void assertUnavailable(String code) {
    AppendGroup group = Signals.group(Signals.of(ALPHA).withId("2"));
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> ledger.ports().signals().append(group))
          .matches(e -> e.code().equals(code), code);
    }
  }

  @Test
  void lookUpsTouchOneMonthByItsIndex() throws SQLException {
    ledger
        .ledger()
        .ensureMonths(
            IntStream.range(0, 24).mapToObj(i -> YearMonth.of(2023, 6).plusMonths(i)).toList());
    ledger.append(Signals.of(ALPHA));
    String noon = "'2024-03-10 12:00:00+00'";

    assertOneMonthByIndex(
        explainGeneric(PostgresSignalStore.SELECT, "'alpha'", "'meter'", "'1'", noon));
    assertOneMonthByIndex(
        explainGeneric(
            AppendTransaction.HELD,
            "'{0}'",
            "'{alpha}'",
            "'{meter}'",
            "'{1}'",
            "'{2024-03-10 12:00:00+00}'",
            noon,
            noon));
  }

  private static void assertOneMonthByIndex(String plan) {
    assertThat(partitions(plan)).as(plan).containsExactly("ledger_signal_2024_03");
    assertThat(plan).contains("Index Scan").contains("Subplans Removed: 23");
  }

  @Test
  void windowReadsAtMost83RowsAPairHoweverManySignals() throws SQLException {
    Window window = Window.endingWith(EventTime.parse("2024-03-10T12:30:00Z"));
    for (int hour = 0; hour < 26; hour++) {
      List<Signals> signals = new ArrayList<>();
      for (int second = 0; second < 3_600; second += 20) {
        EventTime ts =
            new EventTime(window.from().minusSeconds(3_600).plusSeconds(hour * 3_600L + second));
        signals.add(Signals.of(ALPHA).withTs(ts).withType("t" + second % 2));
        signals.add(Signals.of(ALPHA).withTs(ts).withType("u").withSource("s"));
      }
      ledger.append(Signals.group(signals));
    }

    String plan = explain(PostgresWindowStore.READ, PostgresWindowStore.bounds(ALPHA, window));

    int rows = 0;
    Matcher scanned = SCANNED.matcher(plan);
    while (scanned.find()) {
      rows += Integer.parseInt(scanned.group(1));
    }
    assertThat(rows).as(plan).isEqualTo(2 * 83);
    assertThat(plan).doesNotContain("Seq Scan");
    assertThat(ledger.ports().windows().read(ALPHA, window).pairs())
        .extracting(pair -> pair.sums().count())
        .containsExactly(4_320L, 4_320L);
  }

  private static Set<String> partitions(String plan) {
    return PARTITION
        .matcher(plan)
        .results()
        .map(result -> result.group())
        .collect(Collectors.toSet());
  }

  private static final String EXPLAIN =
      "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) ";

  private String explain(String sql, Object... parameters) throws SQLException {
    try (Connection app = granted();
        PreparedStatement statement = app.prepareStatement(EXPLAIN + sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      StringBuilder plan = new StringBuilder();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  /** The plan that our sessions use: made once, whatever the parameters. */
  private String explainGeneric(String sql, String... literals) throws SQLException {
    String numbered = sql;
    for (int i = 1; numbered.contains("?"); i++) {
      numbered = numbered.replaceFirst("\\?", "\\$" + i);
    }
    try (Connection app = granted();
        Statement statement = app.createStatement()) {
      statement.execute("PREPARE generic AS " + numbered);
      return String.join(
          "\n",
          TestLedger.query(app, EXPLAIN + "EXECUTE generic (" + String.join(", ", literals) + ")"));
    }
  }

  private Connection granted() throws SQLException {
    PostgresConfig config = ledger.config();
    Connection app =
        SessionSource.serving(config, config.logins().app(), "explain").getConnection();
    TestLedger.query(app, "SELECT set_config('signalcoherence.tenants', '{alpha}', false)");
    return app;
  }
}
