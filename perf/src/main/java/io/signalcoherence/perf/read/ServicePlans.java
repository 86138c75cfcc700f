package io.signalcoherence.perf.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plans of the very statements that the service sends, which PostgreSQL's {@code auto_explain}
 * writes into the server's log. Made on a superuser's connection; from then on every new session is
 * slower, so times of the service are to be taken before.
 */
final class ServicePlans {

  private static final String[] SETTINGS = {
    "LOAD 'auto_explain'",
    "ALTER SYSTEM SET session_preload_libraries = 'auto_explain'",
    "ALTER SYSTEM SET auto_explain.log_min_duration = 0",
    "ALTER SYSTEM SET auto_explain.log_analyze = on",
    "ALTER SYSTEM SET auto_explain.log_buffers = on",
    "ALTER SYSTEM SET auto_explain.log_timing = off",
    "ALTER SYSTEM SET auto_explain.log_format = 'json'",
    "SELECT pg_reload_conf()"
  };

  private static final String LOG_SIZE = "SELECT (pg_stat_file(pg_current_logfile('stderr'))).size";
  private static final String LOG_PART =
      "SELECT convert_from(pg_read_binary_file(pg_current_logfile('stderr'), ?, 1 << 26), 'UTF8')";
  private static final Pattern PLAN = Pattern.compile("duration: ([0-9.]+) ms  plan:$");
  private static final int TRIES = 100;
  private static final long TRY_MILLIS = 50;

  private final Connection connection;
  private final ObjectMapper json = new ObjectMapper();

  private ServicePlans(Connection connection) {
    this.connection = connection;
  }

  /**
   * Has plans logged from now on, in new sessions.
   *
   * @param login whose sessions are ended, so that they begin anew
   */
  static ServicePlans log(Connection connection, String login) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        PreparedStatement end =
            connection.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?")) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      end.setString(1, login);
      end.execute();
    }
    return new ServicePlans(connection);
  }

  /** Something that makes the service read. */
  @FunctionalInterface
  interface Reading {

    /** Does it. */
    void run() throws IOException;
  }

  /**
   * What the service's statements over the sums cost while it reads.
   *
   * @return the median by time
   * @throws IOException if none was logged
   */
  StatementCost during(Reading reading) throws SQLException, IOException, InterruptedException {
    long from = logSize();
    reading.run();
    for (int i = 0; i < TRIES; i++) {
      List<StatementCost> costs = plans(from);
      if (!costs.isEmpty()) {
        return StatementCost.median(costs);
      }
      // The log's collector is a process of its own.
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    }
    throw new IOException("no plan in the server's log");
  }

  private long logSize() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LOG_SIZE)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<StatementCost> plans(long from) throws SQLException, JsonProcessingException {
    List<StatementCost> costs = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LOG_PART)) {
      statement.setLong(1, from);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        collect(row.getString(1).split("\n", -1), costs);
      }
    }
    return costs;
  }

  /** A plan is a line that says so and the indented lines after it. */
  private void collect(String[] lines, List<StatementCost> costs) throws JsonProcessingException {
    int at = 0;
    while (at < lines.length) {
      Matcher head = PLAN.matcher(lines[at++]);
      if (!head.find()) {
        continue;
      }
      StringBuilder plan = new StringBuilder();
      while (at < lines.length && lines[at].startsWith("\t")) {
        plan.append(lines[at++]);
      }
      boolean whole = at < lines.length && !lines[at].isEmpty();
      if (whole && plan.indexOf("rollup_hour") >= 0) {
        JsonNode explained = json.readTree(plan.toString());
        costs.add(StatementCost.of(explained, Double.parseDouble(head.group(1))));
      }
    }
  }
}
