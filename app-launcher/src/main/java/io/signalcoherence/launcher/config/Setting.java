package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.core.engine.EngineSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting: its key, form, default and meaning. Defaults that belong to a module are taken
 * from its record.
 */
enum Setting {
  DATA_FOLDER(
      "data.folder", Kind.PATH, "./data", "Folder of the embedded database and of replays."),
  DATABASE_URL(
      "database.url",
      Kind.TEXT,
      "",
      "JDBC URL of a PostgreSQL 15 or newer; empty runs an embedded one in the data folder."),
  DATABASE_PORT(
      "database.port",
      Kind.NUMBER,
      "0",
      "Port of the embedded database on 127.0.0.1; 0 takes a free one and keeps it."),
  DATABASE_OWNER_USER(
      "database.owner.user", Kind.TEXT, "signalcoherence_owner", "Login that owns the schema."),
  DATABASE_OWNER_PASSWORD("database.owner.password", Kind.SECRET, "", "Its password."),
  DATABASE_APP_USER(
      "database.app.user", Kind.TEXT, "signalcoherence_app", "Login that serves requests."),
  DATABASE_APP_PASSWORD("database.app.password", Kind.SECRET, "", "Its password."),
  DATABASE_WORKER_USER(
      "database.worker.user",
      Kind.TEXT,
      "signalcoherence_worker",
      "Login that follows the ledger."),
  DATABASE_WORKER_PASSWORD("database.worker.password", Kind.SECRET, "", "Its password."),
  CELL("cell.name", Kind.TEXT, "local", "Cell that the database belongs to."),
  REGION("cell.region", Kind.TEXT, "local", "Region that this service runs in."),
  HTTP_HOST("http.host", Kind.TEXT, "127.0.0.1", "Address of the API; a loopback one."),
  HTTP_PORT("http.port", Kind.NUMBER, "8080", "Port of the API; 0 takes a free one."),
  MANAGEMENT_PORT(
      "management.port", Kind.NUMBER, "8081", "Port of health and metrics; 0 takes a free one."),
  UNKNOWN_TENANTS(
      "tenants.unknown",
      Kind.TEXT,
      "add",
      "What becomes of a signal of an unregistered tenant: add registers it (loopback only), refuse"
          + " rejects the signal."),
  ORGANISATION(
      "tenants.organisation", Kind.TEXT, "local", "Organisation of tenants that name none."),
  TENANTS_CACHE_TIME(
      "tenants.cache-time",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.tenants().cacheTime()),
      "How long what the registry said of a tenant is relied on; 1ms to 1m."),
  LANES(
      "ingest.lanes.count",
      Kind.NUMBER,
      EngineSettings.STANDARD.lanes().count() + "",
      "Writer lanes, each with one transaction at a time; 1 to 64."),
  GROUP_SIZE(
      "ingest.lanes.group-max-signals",
      Kind.NUMBER,
      EngineSettings.STANDARD.lanes().groupMaxSignals() + "",
      "Most signals in one transaction; 1 to 10000."),
  LINGER(
      "ingest.lanes.linger",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.lanes().linger()),
      "Least time between two groups of a lane, unless the later is full; 0ms to 1s."),
  QUEUE_PER_TENANT(
      "ingest.queues.per-tenant",
      Kind.NUMBER,
      EngineSettings.STANDARD.queues().perTenant() + "",
      "Signals of one tenant that may wait; more are answered 429."),
  QUEUE_TOTAL(
      "ingest.queues.total",
      Kind.NUMBER,
      EngineSettings.STANDARD.queues().total() + "",
      "Signals of all tenants that may wait; more are answered 503."),
  LONGEST_WAIT(
      "ingest.queues.longest-wait",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.queues().longestWait()),
      "How long a signal may wait for its group; 100ms to 10m."),
  UNKNOWN_TRIES(
      "ingest.retries.outcome-unknown-tries",
      Kind.NUMBER,
      EngineSettings.STANDARD.retries().outcomeUnknownTries() + "",
      "How often a group whose outcome is unknown is appended in all; 1 to 1000."),
  CONFLICT_TRIES(
      "ingest.retries.conflict-tries",
      Kind.NUMBER,
      EngineSettings.STANDARD.retries().conflictTries() + "",
      "How often a group that lost to concurrent work is appended in all; 1 to 1000."),
  FIRST_BACK_OFF(
      "ingest.retries.first-back-off",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.retries().firstBackOff()),
      "Wait before a group's second try, doubled before each further one; 1ms to 1m."),
  LONGEST_BACK_OFF(
      "ingest.retries.longest-back-off",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.retries().longestBackOff()),
      "Longest wait between two tries of a group; ingest.retries.first-back-off to 1m."),
  STALL_LIMIT(
      "ingest.stall.limit",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.retries().stall().limit()),
      "How long an append may be under way until its lane answers what waits 503 and refuses what"
          + " comes; 10ms to 1h. It also bounds how long a signal waits for the registry."),
  STALL_ANSWER_TIME(
      "ingest.stall.answer-time",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.retries().stall().answerTime()),
      "How long a group may be on its way, all tries together, until its signals are answered 503;"
          + " 100ms to 1h."),
  DRAIN_DEADLINE(
      "ingest.drain-deadline",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.drainDeadline()),
      "How long an orderly end may take; 0s to 10m."),
  READ_THREADS(
      "reads.threads",
      Kind.NUMBER,
      EngineSettings.STANDARD.reads().threads() + "",
      "Threads that read scores; 1 to 256."),
  READ_QUEUE(
      "reads.queue",
      Kind.NUMBER,
      EngineSettings.STANDARD.reads().queue() + "",
      "Questions that may wait for a thread; more are answered 503."),
  READ_DEADLINE(
      "reads.deadline",
      Kind.DURATION,
      Kind.text(EngineSettings.STANDARD.reads().deadline()),
      "How long a question may take, the wait for a thread included; then it is answered 503. 10ms"
          + " to 1m."),
  HISTORY_POINTS(
      "reads.history-points",
      Kind.NUMBER,
      EngineSettings.STANDARD.reads().historyPoints() + "",
      "The most points of one history; 1 to 10000. A history of more is answered 400; one whose"
          + " points and pairs take longer than reads.deadline, 503."),
  HTTP_EVENT_LOOPS(
      "http.event-loops",
      Kind.NUMBER,
      HttpConfig.STANDARD.eventLoops() + "",
      "Threads that serve the API's connections; 1 to 64. The default is half the processors."),
  HTTP_HEADER_BYTES(
      "http.max-header-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().headerBytes()),
      "All header fields of a request together; more is answered 431."),
  HTTP_URI_BYTES(
      "http.max-uri-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().uriBytes()),
      "The request line; more is answered 414."),
  HTTP_BODY_BYTES(
      "http.max-body-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().bodyBytes()),
      "A body as sent; more is answered 413."),
  HTTP_DECOMPRESSED_BYTES(
      "http.max-decompressed-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().decompressedBytes()),
      "A compressed body when unpacked; more is answered 413."),
  HTTP_ITEMS(
      "http.max-items",
      Kind.NUMBER,
      HttpConfig.STANDARD.messages().items() + "",
      "Signals in one request; more is answered 413."),
  HTTP_CONNECTIONS(
      "http.max-connections",
      Kind.NUMBER,
      HttpConfig.STANDARD.load().connections() + "",
      "Open connections of a listener."),
  HTTP_REQUESTS(
      "http.max-requests",
      Kind.NUMBER,
      HttpConfig.STANDARD.load().requests() + "",
      "Requests under way; more are answered 503."),
  HTTP_BYTES(
      "http.max-bytes",
      Kind.SIZE,
      Kind.text((int) HttpConfig.STANDARD.load().bytes()),
      "Bodies under way, as sent and as unpacked; more are answered 503. At least"
          + " http.max-body-bytes and http.max-decompressed-bytes together."),
  HTTP_PIPELINED(
      "http.max-pipelined",
      Kind.NUMBER,
      HttpConfig.STANDARD.load().pipelined() + "",
      "Requests of one connection under way; then it is read no further."),
  HTTP_HEADER_TIME(
      "http.header-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().header()),
      "From a request's first byte to the end of its header; then 408."),
  HTTP_IDLE_TIME(
      "http.idle-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().idle()),
      "How long a connection may lie without a request."),
  HTTP_REQUEST_TIME(
      "http.request-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().request()),
      "From the end of a header to its answer; then 503."),
  HTTP_STOP_TIME(
      "http.stop-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().stop()),
      "How long a stop waits for answers under way.");

  private final String key;
  private final Kind kind;
  private final String defaultText;
  private final String meaning;

  Setting(String key, Kind kind, String defaultText, String meaning) {
    this.key = key;
    this.kind = kind;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  String defaultText() {
    return defaultText;
  }

  String meaning() {
    return meaning;
  }

  /** The environment variable that sets it. */
  String variable() {
    return RawSettings.PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Optional<Setting> ofKey(String key) {
    return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static Optional<Setting> ofVariable(String variable) {
    return Stream.of(values()).filter(setting -> setting.variable().equals(variable)).findFirst();
  }

  static List<String> keys() {
    return Stream.of(values()).map(Setting::key).toList();
  }

  static List<String> variables() {
    return Stream.of(values()).map(Setting::variable).toList();
  }
}
