package io.signalcoherence.launcher.metrics;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every metric that the service exposes, under the name that a scraper sees. */
enum Metric {
  DEDUPE_RATE(
      "ingest_dedupe_rate",
      Kind.GAUGE,
      "channel",
      "Duplicates divided by signals received, over the last minute; 0 to 1, 0 if none came."),
  BACKLOG(
      "ingest_backlog",
      Kind.GAUGE,
      "place",
      "Signals that wait: place is queues for those in the queues, which wait for their group at"
          + " this instant, and kafka for those of the partitions read here that are not yet"
          + " committed, looked at every 2 s; it is left out while the brokers don't answer."),
  BACKLOG_CAPACITY(
      "ingest_backlog_capacity",
      Kind.GAUGE,
      "",
      "Signals that may wait in all queues together; more are refused."),
  SHEDDING_LANES(
      "ingest_shedding_lanes",
      Kind.GAUGE,
      "",
      "Writer lanes that refuse signals at this instant, because their ledger is away or too"
          + " slow."),
  RECEIVED("ingest_received_total", Kind.COUNTER, "channel", "Items that came in by a door."),
  RECEIPTS(
      "ingest_receipts_total",
      Kind.COUNTER,
      "channel outcome reason",
      "Receipts given: outcome is accepted, duplicate, conflict, rejected or undetermined; reason"
          + " says why for the last two and is empty else."),
  ANSWER(
      "ingest_answer_seconds",
      Kind.HISTOGRAM,
      "channel",
      "Seconds from a submission's arrival to its last receipt."),
  QUEUE_WAIT(
      "ingest_queue_wait_seconds",
      Kind.HISTOGRAM,
      "",
      "Seconds that the first signal of a group waited before its append began: the time before"
          + " storage."),
  APPEND(
      "ingest_append_seconds",
      Kind.HISTOGRAM,
      "stored",
      "Seconds that the ledger took for a group, all tries together, commit included."),
  GROUP_SIZE(
      "ingest_group_signals",
      Kind.HISTOGRAM,
      "",
      "Signals in a group, which are stored by one transaction."),
  HORIZON_AGE(
      "ledger_horizon_age_seconds",
      Kind.GAUGE,
      "",
      "Seconds since the oldest transaction still open began; followers lag by at least this. Left"
          + " out while the ledger does not answer."),
  MONTHS_AHEAD(
      "ledger_months_ahead",
      Kind.GAUGE,
      "",
      "Months after the current one whose partitions are there, as far as this service made or saw"
          + " them; 1 unless making them fails."),
  COUNTED_WITH_REST(
      "ledger_signals_counted_with_rest_total",
      Kind.COUNTER,
      "",
      "Signals stored by this process whose source and type are folded into the pair named other,"
          + " because their tenant's day had no room for one more."),
  GRAPH_LAG(
      "graph_lag_seconds",
      Kind.GAUGE,
      "",
      "Seconds by which the graph lags behind the ledger: since it was last seen to hold all that"
          + " was committed, or, while it catches up, since the last signal that it holds was"
          + " received; 0 without a graph."),
  GRAPH_SIGNALS(
      "graph_signals_total", Kind.COUNTER, "", "Signals that were brought into the graph."),
  GRAPH_APPLY(
      "graph_apply_seconds",
      Kind.HISTOGRAM,
      "",
      "Seconds that the graph took for one transaction of signals, commit included."),
  GRAPH_FAILURES(
      "graph_failures_total",
      Kind.COUNTER,
      "error_code",
      "Steps of the graph's follower that failed, in the graph or in the ledger, and were to be"
          + " tried again."),
  GRAPH_REBUILDS(
      "graph_rebuilds_total",
      Kind.COUNTER,
      "",
      "Times that the ledger was found in a new epoch and clearing the graph begun, to make it"
          + " anew."),
  READS_SERVED(
      "reads_served_total",
      Kind.COUNTER,
      "source",
      "Scores served: source is local or shared (kept, and young enough), checked (kept, and the"
          + " ledger said that it still stands), loaded (read from the ledger) or stale (too old,"
          + " and the ledger could not be read)."),
  READ_LOADS(
      "reads_load_seconds",
      Kind.HISTOGRAM,
      "answered",
      "Seconds that the ledger took to read the sums of a window."),
  CACHE_RENEWALS(
      "cache_renewals_total",
      Kind.COUNTER,
      "outcome",
      "Readings that were due to be renewed before anybody must wait for them: done, failed, or"
          + " dropped because no reader was free."),
  CACHE_INVALIDATIONS(
      "cache_invalidations_total",
      Kind.COUNTER,
      "",
      "Changes of tenants that were heard of and made what is kept due to be renewed; further ones"
          + " within cache.freshness don't count."),
  CACHE_SHARED_FAILURES(
      "cache_shared_failures_total",
      Kind.COUNTER,
      "code",
      "Calls of the shared cache that failed and were taken for misses; cache-away is one that was"
          + " not made, because it had not answered lately."),
  CACHE_SHARED_AWAY(
      "cache_shared_away",
      Kind.GAUGE,
      "",
      "1 if a Redis is named and has not answered lately, else 0."),
  READY("service_ready", Kind.GAUGE, "", "1 if the service is ready, else 0."),
  COMPONENT_OK(
      "service_component_ok",
      Kind.GAUGE,
      "component",
      "1 if this component of /readyz is as it should be, else 0."),
  WARNINGS(
      "service_warnings",
      Kind.GAUGE,
      "",
      "Warnings in /readyz: what an operator should know though the service is ready."),
  REQUEST_DURATION(
      "http_server_request_duration_seconds",
      Kind.HISTOGRAM,
      "http_route http_request_method http_response_status_code",
      "Seconds from the end of a request's header, its body's arrival included, to its answer's"
          + " making."),
  KAFKA_DOOR(
      "kafka_door",
      Kind.GAUGE,
      "state",
      "1 for the state that the door for Kafka is in, 0 for the others: closed where no brokers are"
          + " named, connected if they answered when they were last asked, every 2 s, or"
          + " unreachable."),
  KAFKA_PARTITIONS(
      "kafka_partitions",
      Kind.GAUGE,
      "state",
      "Partitions of the topic that are read here: state is reading, paused for those that bring"
          + " nothing at this instant, since too much is open or waits to be submitted again, or"
          + " unreadable for those whose next records are damaged at the broker."),
  KAFKA_OPEN(
      "kafka_open_records",
      Kind.GAUGE,
      "",
      "Records read here that are not final, or follow one that is not: what a crash would"
          + " repeat."),
  KAFKA_READ("kafka_records_read_total", Kind.COUNTER, "", "Records read from the topic."),
  KAFKA_RETRIED(
      "kafka_records_retried_total",
      Kind.COUNTER,
      "",
      "Records that were answered undetermined and so are submitted again, each time."),
  KAFKA_AGE(
      "kafka_record_age_seconds",
      Kind.HISTOGRAM,
      "",
      "Seconds from a record's timestamp until its fate was final: counted, or put aside."),
  KAFKA_COMMIT(
      "kafka_commit_seconds", Kind.HISTOGRAM, "", "Seconds that a commit of offsets took."),
  KAFKA_DEAD_LETTERS(
      "kafka_dead_letters_total",
      Kind.COUNTER,
      "reason",
      "Records put aside among the dead letters: reason is conflict, that of the rejection, or"
          + " internal for a fault of the service."),
  KAFKA_SHARED(
      "kafka_partitions_shared_total",
      Kind.COUNTER,
      "change",
      "Partitions taken over from, or given up to, other members of the group: change is taken or"
          + " given-up."),
  KAFKA_FAILURES(
      "kafka_failures_total",
      Kind.COUNTER,
      "operation",
      "What failed: operation is read, commit or put-aside, which are tried again, or decode of a"
          + " record by a fault of the service, which is put aside."),
  MEMORY_USED(
      "jvm_memory_used_bytes",
      Kind.GAUGE,
      "jvm_memory_type",
      "Bytes that the JVM uses of its heap or beside it, garbage not yet collected included."),
  MEMORY_LIMIT(
      "jvm_memory_limit_bytes", Kind.GAUGE, "jvm_memory_type", "Bytes that the heap may grow to."),
  GC_TIME(
      "jvm_gc_seconds_total",
      Kind.COUNTER,
      "",
      "Seconds that garbage collections took, all collectors together."),
  THREADS("jvm_thread_count", Kind.GAUGE, "", "Live threads of the JVM."),
  RESIDENT(
      "process_resident_memory_bytes",
      Kind.GAUGE,
      "",
      "Bytes of the process in memory; left out where the system does not tell."),
  CPU_TIME(
      "process_cpu_seconds_total",
      Kind.COUNTER,
      "",
      "Seconds of processor time that the process used."),
  START_TIME(
      "process_start_time_seconds",
      Kind.GAUGE,
      "",
      "When the process started, seconds since 1970-01-01Z.");

  private final String exposed;
  private final Kind kind;
  private final String labels;
  private final String meaning;

  Metric(String exposed, Kind kind, String labels, String meaning) {
    this.exposed = exposed;
    this.kind = kind;
    this.labels = labels;
    this.meaning = meaning;
  }

  /** What a metric can do. */
  enum Kind {
    COUNTER("_total"),
    GAUGE(""),
    HISTOGRAM("");

    private final String added;

    Kind(String added) {
      this.added = added;
    }
  }

  private static final String SECONDS = "_seconds";
  private static final String BYTES = "_bytes";

  /** The name that a scraper sees. */
  String exposed() {
    return exposed;
  }

  /** The instrument's name: without what the exposition adds for its kind and unit. */
  String instrument() {
    String name = withoutKind();
    return switch (unit()) {
      case "s" -> name.substring(0, name.length() - SECONDS.length());
      case "By" -> name.substring(0, name.length() - BYTES.length());
      default -> name;
    };
  }

  private String withoutKind() {
    return exposed.substring(0, exposed.length() - kind.added.length());
  }

  /** The UCUM unit; empty for plain numbers. */
  String unit() {
    String name = withoutKind();
    return name.endsWith(SECONDS) ? "s" : name.endsWith(BYTES) ? "By" : "";
  }

  /** The names of its labels. */
  Set<String> labels() {
    return labels.isEmpty() ? Set.of() : Set.of(labels.split(" ", -1));
  }

  String meaning() {
    return meaning;
  }

  /** The reference page, in Markdown. */
  static String reference() {
    return """
    # Metrics

    What `GET /metrics` on the management port exposes, in Prometheus' text formats. This page is generated from the
    code; a test compares them.

    | metric | kind | labels | meaning |
    |---|---|---|---|
    """
        + Stream.of(values()).map(Metric::row).collect(Collectors.joining());
  }

  private String row() {
    String names = labels.isEmpty() ? "" : "`" + labels.replace(" ", "` `") + "`";
    return "| `%s` | %s | %s | %s |%n"
        .formatted(exposed, kind.name().toLowerCase(Locale.ROOT), names, meaning)
        .replace(System.lineSeparator(), "\n");
  }
}
