package io.signalcoherence.launcher.config;

import io.signalcoherence.core.engine.EngineSettings;

/** Settings of the engine: how signals wait and are appended, how scores are read. */
enum EngineSetting implements Setting {
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
          + " points and pairs take longer than reads.deadline, 503.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final Definition definition;

  EngineSetting(String key, Kind kind, String defaultText, String meaning) {
    this.definition = new Definition(key, kind, defaultText, meaning);
  }

  @Override
  public Definition definition() {
    return definition;
  }
}
