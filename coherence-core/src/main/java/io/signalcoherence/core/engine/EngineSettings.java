package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import java.time.Duration;

/**
 * How the engine uses its machine.
 *
 * @param lanes how groups are made and appended
 * @param queues how much may wait
 * @param retries how often a group is appended again
 * @param reads how scores and look-ups are read
 * @param tenants how tenants are known
 * @param drainDeadline how long an orderly end may take, 0 to 10 min; what is not stored by then is
 *     answered undetermined
 */
public record EngineSettings(
    LaneSettings lanes,
    QueueSettings queues,
    RetrySettings retries,
    ReadSettings reads,
    RegistrySettings tenants,
    Duration drainDeadline) {

  /** All defaults. */
  public static final EngineSettings STANDARD =
      new EngineSettings(
          LaneSettings.STANDARD,
          QueueSettings.STANDARD,
          RetrySettings.STANDARD,
          ReadSettings.STANDARD,
          RegistrySettings.STANDARD,
          Duration.ofSeconds(20));

  /**
   * Validates the deadline.
   *
   * @throws InvalidValueException if it is out of range
   */
  public EngineSettings {
    Ranges.require("ingest.drain-deadline", drainDeadline, Duration.ZERO, Duration.ofMinutes(10));
  }

  /** The same, with other lanes. */
  public EngineSettings with(LaneSettings other) {
    return new EngineSettings(other, queues, retries, reads, tenants, drainDeadline);
  }

  /** The same, with other queues. */
  public EngineSettings with(QueueSettings other) {
    return new EngineSettings(lanes, other, retries, reads, tenants, drainDeadline);
  }

  /** The same, with other retries. */
  public EngineSettings with(RetrySettings other) {
    return new EngineSettings(lanes, queues, other, reads, tenants, drainDeadline);
  }

  /** The same, with other reads. */
  public EngineSettings with(ReadSettings other) {
    return new EngineSettings(lanes, queues, retries, other, tenants, drainDeadline);
  }

  /** The same, with tenants known in another way. */
  public EngineSettings with(RegistrySettings other) {
    return new EngineSettings(lanes, queues, retries, reads, other, drainDeadline);
  }

  /** The same, with another drain deadline. */
  public EngineSettings withDrainDeadline(Duration other) {
    return new EngineSettings(lanes, queues, retries, reads, tenants, other);
  }

  /**
   * How groups are made and appended.
   *
   * @param count writer lanes, 1 to 64; each appends one group at a time
   * @param groupMaxSignals signals in a group, 1 to 10,000
   * @param linger the least time between the beginnings of two groups of one lane, unless the later
   *     one is full, 0 to 1 s; a lane that was idle as long begins at once
   */
  public record LaneSettings(int count, int groupMaxSignals, Duration linger) {

    /** The most lanes. */
    public static final int MAX_COUNT = 64;

    /** 4 lanes, 500 signals, 8 ms. */
    public static final LaneSettings STANDARD = new LaneSettings(4, 500, Duration.ofMillis(8));

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public LaneSettings {
      Ranges.require("ingest.lanes.count", count, 1, MAX_COUNT);
      Ranges.require("ingest.lanes.group-max-signals", groupMaxSignals, 1, 10_000);
      Ranges.require("ingest.lanes.linger", linger, Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  /**
   * How much may wait.
   *
   * @param perTenant signals of one tenant that may wait, 1 to 10,000,000
   * @param total signals of all tenants that may wait, {@code perTenant} to 10,000,000
   * @param longestWait how long a signal may wait for its group, 100 ms to 10 min; then it is
   *     answered undetermined
   */
  public record QueueSettings(int perTenant, int total, Duration longestWait) {

    /** 10,000 a tenant, 100,000 in total, 10 s. */
    public static final QueueSettings STANDARD =
        new QueueSettings(10_000, 100_000, Duration.ofSeconds(10));

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public QueueSettings {
      Ranges.require("ingest.queues.per-tenant", perTenant, 1, 10_000_000);
      Ranges.require("ingest.queues.total", total, perTenant, 10_000_000);
      Ranges.require(
          "ingest.queues.longest-wait",
          longestWait,
          Duration.ofMillis(100),
          Duration.ofMinutes(10));
    }
  }

  /**
   * How often a group is appended again.
   *
   * @param outcomeUnknownTries how often a group whose outcome is unknown is appended in all, 1 to
   *     1,000
   * @param conflictTries how often a group that lost to concurrent work is appended in all, 1 to
   *     1,000
   * @param firstBackOff the wait before the second try, 1 ms to 1 min; each later wait is twice the
   *     one before it
   * @param longestBackOff the longest wait between two tries, {@code firstBackOff} to 1 min
   * @param stall when a store that does not answer is no longer waited for
   */
  public record RetrySettings(
      int outcomeUnknownTries,
      int conflictTries,
      Duration firstBackOff,
      Duration longestBackOff,
      StallSettings stall) {

    /** 12 tries if unknown, 4 after conflicts, waits from 20 ms to 1 s; the standard stall. */
    public static final RetrySettings STANDARD =
        new RetrySettings(
            12, 4, Duration.ofMillis(20), Duration.ofSeconds(1), StallSettings.STANDARD);

    private static final int MAX_TRIES = 1_000;

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public RetrySettings {
      Duration most = Duration.ofMinutes(1);
      Ranges.require("ingest.retries.outcome-unknown-tries", outcomeUnknownTries, 1, MAX_TRIES);
      Ranges.require("ingest.retries.conflict-tries", conflictTries, 1, MAX_TRIES);
      Ranges.require("ingest.retries.first-back-off", firstBackOff, Duration.ofMillis(1), most);
      Ranges.require("ingest.retries.longest-back-off", longestBackOff, firstBackOff, most);
    }
  }

  /**
   * When a store that does not answer is no longer waited for. A lane whose append has been under
   * way for the limit answers what is queued undetermined, and refuses what comes at once, until an
   * append gets through; so it does from a failed append on, but for one group at a time that finds
   * out whether the store is back. Where appends take longer than half the limit, twice what the
   * last one took counts, at most three limits.
   *
   * @param limit how long an append may be under way, 10 ms to 1 h
   * @param answerTime how long a group may be on its way, all tries together, before its signals
   *     are answered undetermined, 100 ms to 1 h; its last try goes on
   */
  public record StallSettings(Duration limit, Duration answerTime) {

    /** 1 s, 10 s. */
    public static final StallSettings STANDARD =
        new StallSettings(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public StallSettings {
      Duration most = Duration.ofHours(1);
      Ranges.require("ingest.stall.limit", limit, Duration.ofMillis(10), most);
      Ranges.require("ingest.stall.answer-time", answerTime, Duration.ofMillis(100), most);
    }
  }

  /**
   * How scores, histories and look-ups are read.
   *
   * @param threads reader threads, 1 to 256
   * @param queue questions that may wait for a thread, 1 to 1,000,000
   * @param deadline how long a question may take, the wait for a thread included, 10 ms to 1 min;
   *     then it is answered unavailable, whatever the ledger does
   * @param historyPoints points of one history, 1 to {@value AsOfGrid#MOST_POINTS}
   */
  public record ReadSettings(int threads, int queue, Duration deadline, int historyPoints) {

    /** 4 threads, 1,000 questions, 2 s, 1,000 points. */
    public static final ReadSettings STANDARD =
        new ReadSettings(4, 1_000, Duration.ofSeconds(2), 1_000);

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public ReadSettings {
      Ranges.require("reads.threads", threads, 1, 256);
      Ranges.require("reads.queue", queue, 1, 1_000_000);
      Ranges.require("reads.deadline", deadline, Duration.ofMillis(10), Duration.ofMinutes(1));
      Ranges.require("reads.history-points", historyPoints, 1, AsOfGrid.MOST_POINTS);
    }
  }

  /**
   * How tenants are known. Where the registry can't be read again in time, signals of a tenant that
   * was active are taken for {@link #STALE_TIME} longer by what it said last. That admits none that
   * the ledger would refuse: it checks the tenant's state and floor again, under its own lock, in
   * each append.
   *
   * @param cacheTime how long what the registry said is relied on, 1 ms to 1 min
   * @param unknown what becomes of a tenant that the registry does not know
   */
  public record RegistrySettings(Duration cacheTime, UnknownTenants unknown) {

    /** How much longer an active tenant is known while the registry can't be read: 10 s. */
    public static final Duration STALE_TIME = Duration.ofSeconds(10);

    /** How many tenants' reads may wait at a time: 2,000; no more than half are of strangers. */
    public static final int MOST_LOADS = 2_000;

    /** 1 s; unknown tenants are refused. */
    public static final RegistrySettings STANDARD =
        new RegistrySettings(Duration.ofSeconds(1), new UnknownTenants.Refuse());

    /**
     * Validates the time.
     *
     * @throws InvalidValueException if it is out of range
     */
    public RegistrySettings {
      Ranges.require("tenants.cache-time", cacheTime, Duration.ofMillis(1), Duration.ofMinutes(1));
    }
  }

  /** What becomes of a signal's tenant that the registry does not know. */
  public sealed interface UnknownTenants {

    /** Its signals are rejected. */
    record Refuse() implements UnknownTenants {}

    /**
     * It is registered, active and with the standard settings; for a service that only its own
     * machine can reach. An engine so adds no more than {@link #MOST} tenants in its life; signals
     * of any further one are rejected as {@link
     * io.signalcoherence.ports.model.RejectionReason#UNKNOWN_TENANT}. To count or log that is up to
     * the caller, whose {@link io.signalcoherence.ports.out.IngestObserver} sees each receipt. A
     * read adds none.
     *
     * @param organisation whom it will belong to
     * @param residency where its data may lie
     */
    record Add(Organisation organisation, Residency residency) implements UnknownTenants {

      /** The most tenants that one engine adds: 10,000. */
      public static final int MOST = 10_000;
    }
  }

  /** Apart, so that no part's standard settings need those of the whole. */
  private static final class Ranges {
    static void require(String field, int found, int least, int most) {
      if (found < least || found > most) {
        throw new InvalidValueException(field, found, least + " to " + most);
      }
    }

    static void require(String field, Duration found, Duration least, Duration most) {
      if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
        throw new InvalidValueException(field, found, least + " to " + most);
      }
    }
  }
}
