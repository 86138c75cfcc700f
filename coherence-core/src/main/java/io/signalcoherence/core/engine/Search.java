package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.cache.Keeping;
import io.signalcoherence.core.engine.Readings.Found;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.ReadingObserver.Source;
import io.signalcoherence.ports.out.SharedReadings;
import io.signalcoherence.ports.out.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One search at a time for a key: first what is kept here, then what other instances keep, then a
 * cheap check of the ledger, then its sums. Whether others wait for it is not its concern, nor on
 * which thread it runs. Thread-safe.
 */
final class Search {

  /** How long a search waits for another instance's; about as long as a slow read. */
  private static final Duration LEASE_WAIT = Duration.ofMillis(100);

  private static final Duration LEASE_POLL = Duration.ofMillis(10);

  private final WindowStore windows;
  private final CacheSettings settings;
  private final SharedLevel shared;
  private final LocalReadings local;
  private final HeardChanges heard;
  private final ReadingObserver observer;
  private final Surroundings surroundings;

  Search(WindowStore windows, SharedLevel shared, LocalReadings local, HeardChanges heard) {
    this.windows = windows;
    this.settings = shared.times().settings();
    this.shared = shared;
    this.local = local;
    this.heard = heard;
    this.observer = shared.observer();
    this.surroundings = shared.surroundings();
  }

  /** What was found, and what may wait until those who asked have it. */
  record Landing(Found found, Runnable afterwards) {}

  /**
   * Finds what a search is for.
   *
   * @param goOn is called later with the search if it is to go on then
   * @return null if it goes on later
   */
  @Nullable Landing land(Flight flight, Consumer<Flight> goOn) {
    flight.giveUpUnlessWanted();
    ReadingKey key = flight.key();
    List<CommitToken> needed = flight.needed();
    LocalReadings.Local here = local.get(key);
    Keeping.Use use = here == null ? Keeping.Use.LOAD : use(flight, here, needed);
    if (here != null && serves(use)) {
      return done(found(here.kept(), Source.LOCAL));
    }
    KeptReading toCheck = here != null && use == Keeping.Use.CHECK ? here.kept() : null;
    if (shared.exists()) {
      LocalReadings.Local there = fromShared(key);
      use = there == null ? Keeping.Use.LOAD : use(flight, there, needed);
      if (there != null && serves(use)) {
        return done(found(there.kept(), Source.SHARED));
      }
      if (there != null && use == Keeping.Use.CHECK) {
        toCheck = toCheck == null ? there.kept() : younger(toCheck, there.kept());
      }
    }
    Optional<Landing> checked = toCheck == null ? Optional.empty() : check(key, toCheck);
    return checked.isPresent() ? checked.get() : loadByLease(flight, needed, goOn);
  }

  private LocalReadings.@Nullable Local fromShared(ReadingKey key) {
    Optional<KeptReading> there = shared.find(key);
    if (there.isEmpty()) {
      return null;
    }
    Duration life = put(key, there.get());
    return new LocalReadings.Local(there.get(), life);
  }

  private Optional<Landing> check(ReadingKey key, KeptReading kept) {
    Instant now = surroundings.clock().instant();
    long from = surroundings.nanos();
    Optional<Snapshot> unchanged = windows.unchangedSince(key.tenant(), kept.reading().snapshot());
    if (unchanged.isEmpty()) {
      return Optional.empty();
    }
    Duration took = Duration.ofNanos(surroundings.nanos() - from);
    WindowReading reading =
        new WindowReading(key.window(), kept.reading().pairs(), unchanged.get());
    KeptReading confirmed = new KeptReading(reading, now, took, kept.sinceLoaded().plus(took));
    return Optional.of(keep(key, confirmed, Source.CHECKED, SharedLevel.FREE));
  }

  private @Nullable Landing loadByLease(
      Flight flight, List<CommitToken> needed, Consumer<Flight> goOn) {
    ReadingKey key = flight.key();
    SharedReadings.Lease lease = SharedLevel.FREE;
    long now = surroundings.nanos();
    if (shared.exists()
        && needed.isEmpty()
        && flight.mayWaitForLease(now + LEASE_WAIT.toNanos(), now)) {
      Optional<SharedReadings.Lease> asked = shared.lease(key);
      if (asked.isEmpty()) {
        surroundings.later(LEASE_POLL, () -> goOn.accept(flight));
        return null;
      }
      lease = asked.get();
      LocalReadings.Local there = lease == SharedLevel.FREE ? null : fromShared(key);
      if (there != null && serves(use(flight, there, needed))) {
        SharedReadings.Lease unneeded = lease;
        return new Landing(found(there.kept(), Source.SHARED), () -> shared.release(unneeded));
      }
    }
    try {
      return keep(key, load(key), Source.LOADED, lease);
    } catch (RuntimeException | Error e) {
      shared.release(lease);
      throw e;
    }
  }

  /** Asks the ledger for the sums. */
  KeptReading load(ReadingKey key) {
    Instant now = surroundings.clock().instant();
    long from = surroundings.nanos();
    boolean answered = false;
    Duration took = Duration.ZERO;
    try {
      WindowReading reading = windows.read(key.tenant(), key.window());
      answered = true;
      took = Duration.ofNanos(surroundings.nanos() - from);
      return new KeptReading(reading, now, took, took);
    } finally {
      observer.loaded(Duration.ofNanos(surroundings.nanos() - from), answered);
    }
  }

  private Landing keep(
      ReadingKey key, KeptReading kept, Source source, SharedReadings.Lease lease) {
    Duration unused = put(key, kept);
    Found found = found(kept, source);
    return new Landing(
        found,
        () -> {
          shared.offer(key, kept, found.atNanos());
          shared.release(lease);
        });
  }

  private static Landing done(Found found) {
    return new Landing(found, () -> {});
  }

  /** A reading that has just been found. */
  Found found(KeptReading kept, Source source) {
    return new Found(kept, source, surroundings.nanos());
  }

  /** How what is kept here may serve a question. */
  Keeping.Use use(ReadingKey key, LocalReadings.Local kept, List<CommitToken> needed) {
    return Keeping.use(kept.kept(), settings, kept.life(), needed, heardSince(key, kept));
  }

  /** For a search: one that renews does not take what is due to be renewed. */
  private Keeping.Use use(Flight flight, LocalReadings.Local kept, List<CommitToken> needed) {
    Keeping.Use use = use(flight.key(), kept, needed);
    return use == Keeping.Use.RENEW && flight.renews()
        ? Keeping.renewal(kept.kept(), settings, kept.life(), heardSince(flight.key(), kept))
        : use;
  }

  private List<CommitToken> heardSince(ReadingKey key, LocalReadings.Local kept) {
    return heard.of(key.tenant(), kept.kept().sinceConfirmed());
  }

  static boolean serves(Keeping.Use use) {
    return use == Keeping.Use.SERVE || use == Keeping.Use.RENEW;
  }

  /** Keeps a reading here; how old its sums may become. */
  private Duration put(ReadingKey key, KeptReading kept) {
    KeepingTimes times = shared.times();
    Duration life = times.life(key.tenant(), surroundings.jitter().getAsDouble());
    local.put(key, kept, life, times.mostAge(key.tenant()));
    return life;
  }

  private static KeptReading younger(KeptReading one, KeptReading other) {
    return one.sinceConfirmed().compareTo(other.sinceConfirmed()) <= 0 ? one : other;
  }
}
