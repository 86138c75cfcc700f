package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.perf.fold.FoldedScore;
import io.signalcoherence.perf.fold.WindowFold;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A service written in an afternoon: one transaction a request, no batching, but honest. The drill
 * is tried on it.
 */
public final class StubService {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String INSERT =
      "INSERT INTO signalcoherence.ledger_signal"
          + " VALUES (1, pg_current_xact_id(), ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String FIND =
      "SELECT provenance_id, value_e9 FROM signalcoherence.ledger_signal"
          + " WHERE tenant_id = ? AND source = ? AND signal_id = ? AND ts = ?";
  private static final String COUNT =
      "INSERT INTO signalcoherence.%s VALUES (?, 1, ?, ?) ON CONFLICT (tenant_id) DO UPDATE"
          + " SET n = %1$s.n + 1, w = %1$s.w + excluded.w, wv = %1$s.wv + excluded.wv";
  private static final String ENTER =
      "SELECT pg_advisory_xact_lock_shared(signalcoherence.tenant_lock_key(?))";
  private static final String COMMIT =
      "INSERT INTO signalcoherence.ledger_commit VALUES (1, pg_current_xact_id(), ?)";

  /** Each has one connection: with those of a killed one, far fewer than the server takes. */
  private static final int THREADS = 16;

  private final LocalPostgres postgres;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean killed;

  private StubService(LocalPostgres postgres, HttpServer server) {
    this.postgres = postgres;
    this.server = server;
  }

  public static StubService start(LocalPostgres postgres, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    StubService service = new StubService(postgres, server);
    server.setExecutor(service.threads);
    server.createContext("/v1/coherence/signals", exchange -> service.answer(exchange, true));
    server.createContext("/v1/coherence/tenants/", exchange -> service.answer(exchange, false));
    server.start();
    return service;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends as a crash does: no answer to what is in flight, and its connections break off. */
  public void kill() throws SQLException {
    killed = true;
    server.stop(0);
    threads.shutdownNow();
    for (Connection connection : open) {
      connection.abort(Runnable::run);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DrillTables.connect(postgres);
    open.add(connection);
    if (killed) {
      connection.close();
    }
    return connection;
  }

  private void answer(HttpExchange exchange, boolean push) throws IOException {
    Connection connection = idle.pollFirst();
    boolean sound = false;
    try {
      connection = connection == null ? connect() : connection;
      connection.setAutoCommit(false);
      if (push) {
        ingest(exchange, connection);
      } else {
        tell(exchange, connection);
      }
      sound = true;
    } catch (SQLException e) {
      exchange.getResponseHeaders().add("Retry-After", "1");
      reply(exchange, 503, "{}");
    } finally {
      giveBack(connection, sound);
    }
  }

  /** Keeps a connection whose transaction ended well; closes any other, which rolls it back. */
  private void giveBack(@Nullable Connection connection, boolean sound) {
    if (connection == null) {
      return;
    }
    if (sound) {
      idle.addFirst(connection);
      return;
    }
    open.remove(connection);
    try {
      connection.close();
    } catch (SQLException e) {
      // It is broken already, so the server has ended its transaction.
      return;
    }
  }

  private void ingest(HttpExchange exchange, Connection connection)
      throws IOException, SQLException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    List<String> receipts = new ArrayList<>();
    int stored = 0;
    List<JsonNode> signals = body.isArray() ? list(body) : List.of(body);
    enter(connection, signals);
    lock(connection);
    for (JsonNode signal : signals) {
      String receipt = store(connection, signal);
      stored += receipt.contains("accepted") ? 1 : 0;
      receipts.add(receipt);
    }
    if (stored > 0) {
      try (PreparedStatement commit = connection.prepareStatement(COMMIT)) {
        commit.setInt(1, stored);
        commit.executeUpdate();
      }
    }
    connection.commit();
    if (body.isArray()) {
      reply(exchange, 207, "{\"receipts\":[" + String.join(",", receipts) + "]}");
    } else {
      String only = receipts.get(0);
      reply(exchange, only.contains("accepted") ? 201 : only.contains("dup") ? 200 : 409, only);
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  /** Whoever holds a tenant exclusively keeps its signals out, and no others. */
  private static void enter(Connection connection, List<JsonNode> signals) throws SQLException {
    DrillTables.run(connection, "SET lock_timeout = '1s'");
    try (PreparedStatement enter = connection.prepareStatement(ENTER)) {
      for (JsonNode signal : signals) {
        enter.setString(1, signal.get("tenant_id").asText());
        enter.execute();
      }
    }
  }

  /** One writer at a time, so that two requests with the same rows can't deadlock. */
  private static void lock(Connection connection) throws SQLException {
    DrillTables.run(connection, "SELECT pg_advisory_xact_lock(1)");
  }

  private static String store(Connection connection, JsonNode signal) throws SQLException {
    long value = signal.get("value").decimalValue().movePointRight(9).longValueExact();
    long weight = signal.get("weight").decimalValue().movePointRight(6).longValueExact();
    UUID provenance = UUID.randomUUID();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      setKey(insert, signal);
      insert.setString(5, signal.get("type").asText());
      insert.setLong(6, value);
      insert.setLong(7, weight);
      insert.setObject(8, provenance);
      if (insert.executeUpdate() == 1) {
        for (String table : List.of("rollup_minute", "rollup_hour")) {
          count(connection, table, signal.get("tenant_id").asText(), value, weight);
        }
        return "{\"status\":\"accepted\",\"provenance_id\":\"%s\",\"token\":\"now\"}"
            .formatted(provenance);
      }
    }
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      setKey(find, signal);
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return row.getLong(2) == value
            ? "{\"status\":\"duplicate\",\"provenance_id\":\"" + row.getString(1) + "\"}"
            : "{\"status\":\"conflict\"}";
      }
    }
  }

  private static void count(
      Connection connection, String table, String tenant, long value, long weight)
      throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT.formatted(table))) {
      count.setString(1, tenant);
      count.setLong(2, weight);
      count.setBigDecimal(3, BigDecimal.valueOf(weight).multiply(BigDecimal.valueOf(value)));
      count.executeUpdate();
    }
  }

  private static void setKey(PreparedStatement statement, JsonNode signal) throws SQLException {
    statement.setString(1, signal.get("tenant_id").asText());
    statement.setString(2, signal.get("source").asText());
    statement.setString(3, signal.get("signal_id").asText());
    statement.setObject(4, OffsetDateTime.parse(signal.get("ts").asText()));
  }

  private static void tell(HttpExchange exchange, Connection connection)
      throws IOException, SQLException {
    String path = exchange.getRequestURI().getPath();
    WindowFold fold =
        new WindowFold(
            Instant.parse(
                exchange.getRequestURI().getQuery().substring("asOf=".length()).split("&", 2)[0]));
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT source, ts, value_e9, weight_e6 FROM signalcoherence.ledger_signal WHERE"
                + " tenant_id = ?")) {
      query.setString(1, path.substring(path.lastIndexOf('/') + 1));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          fold.add(
              row.getString(1),
              row.getObject(2, OffsetDateTime.class).toInstant(),
              BigDecimal.valueOf(row.getLong(3), 9),
              BigDecimal.valueOf(row.getLong(4), 6));
        }
      }
    }
    connection.rollback();
    FoldedScore score = fold.result();
    reply(
        exchange,
        200,
        "{\"score\":%s,\"status\":\"%s\",\"agreement\":%s,\"sample_size\":%s,\"effective_sample_size\":%s}"
            .formatted(
                score.score(),
                score.status(),
                score.agreement(),
                score.sampleSize(),
                score.effectiveSampleSize()));
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
