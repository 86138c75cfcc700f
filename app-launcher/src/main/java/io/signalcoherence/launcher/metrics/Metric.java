package io.signalcoherence.launcher.metrics;

import java.util.Locale;
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
      "",
      "Signals that wait in the queues for their group, at this instant."),
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
      "Seconds since the oldest transaction still open began; followers lag by at least this."),
  READY("service_ready", Kind.GAUGE, "", "1 if the service is ready, else 0."),
  REQUEST_DURATION(
      "http_server_request_duration_seconds",
      Kind.HISTOGRAM,
      "http_route http_request_method http_response_status_code",
      "Seconds from the end of a request's header, its body's arrival included, to its answer's"
          + " making.");

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

  /** The name that a scraper sees. */
  String exposed() {
    return exposed;
  }

  /** The instrument's name: without what the exposition adds for its kind and unit. */
  String instrument() {
    String name = exposed.substring(0, exposed.length() - kind.added.length());
    return unit().isEmpty() ? name : name.substring(0, name.length() - SECONDS.length());
  }

  /** The UCUM unit; empty for plain numbers. */
  String unit() {
    return exposed.endsWith(SECONDS) ? "s" : "";
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
