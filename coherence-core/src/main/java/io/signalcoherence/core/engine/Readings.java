package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.cache.Keeping;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.ReadingObserver.Renewal;
import io.signalcoherence.ports.out.ReadingObserver.Source;
import io.signalcoherence.ports.out.SharedReadings;
import io.signalcoherence.ports.out.WindowStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds readings: kept here, kept where all instances look, or in the ledger; one search a key,
 * however many ask. What is found is known to be as the ledger was at most the freshness before,
 * plus the time that the search took; with a commit that it must include, it does, or was asked of
 * the ledger after the question came. Nothing here knows who may ask. Thread-safe; searches run on
 * the threads of those who ask, which must be readers' threads, and those that renew what is kept
 * before anybody must wait on a reader's that is free.
 */
final class Readings implements SharedReadings.Listener {

  private final CacheSettings settings;
  private final SharedLevel shared;
  private final ReadingObserver observer;
  private final Surroundings surroundings;
  private final LocalReadings local;
  private final HeardChanges heard;
  private final Search search;
  private final Flights flights;
  private final BooleanSupplier readersAreBusy;

  /**
   * How readings are renewed ahead of their time.
   *
   * @param most how many at once
   * @param readersAreBusy whether questions may wait for a reader, so that none is to be renewed
   */
  record Renewing(int most, BooleanSupplier readersAreBusy) {}

  /**
   * Makes one that keeps nothing yet.
   *
   * @param own what is known of how long a tenant's readings are kept; asked without waiting
   */
  Readings(
      WindowStore windows,
      Caching caching,
      Surroundings surroundings,
      Function<TenantId, Optional<CacheTime>> own,
      Renewing renewing) {
    this.settings = caching.settings();
    this.observer = new GuardedReadingObserver(caching.observer());
    this.shared =
        new SharedLevel(caching.shared(), new KeepingTimes(settings, own), observer, surroundings);
    this.surroundings = surroundings;
    this.local = new LocalReadings(settings.mostSums(), surroundings);
    // what comes within a freshness of a change that was heard is seen by the end of it anyway
    this.heard = new HeardChanges(surroundings, settings.freshness(), settings.ttl());
    this.search = new Search(windows, shared, local, heard);
    this.flights = new Flights(surroundings, renewing.most());
    this.readersAreBusy = renewing.readersAreBusy();
  }

  /**
   * A reading and where it came from.
   *
   * @param kept the reading, with its ages at {@code atNanos}
   * @param source where it came from
   * @param atNanos when it was found
   */
  record Found(KeptReading kept, Source source, long atNanos) {

    /** Whether the ledger was asked, in this very search. */
    boolean isFromLedger() {
      return source == Source.LOADED || source == Source.CHECKED;
    }

    /** The same, told to be from elsewhere. */
    Found of(Source told) {
      return new Found(kept, told, atNanos);
    }
  }

  /**
   * What is kept here and may be served as it is, without waiting for anything. What is due to be
   * renewed is renewed meanwhile.
   */
  Optional<Found> atOnce(ReadingKey key, List<CommitToken> atLeast) {
    LocalReadings.Local kept = settings.keeps() ? local.get(key) : null;
    if (kept == null) {
      return Optional.empty();
    }
    Keeping.Use use = search.use(key, kept, atLeast);
    if (use == Keeping.Use.RENEW) {
      renew(key);
    }
    return Search.serves(use)
        ? Optional.of(search.found(kept.kept(), Source.LOCAL))
        : Optional.empty();
  }

  /** Has a reader that is free search for a key, unless that is done already or none is. */
  private void renew(ReadingKey key) {
    Flight flight = flights.renewal(key);
    if (flight == null) {
      return;
    }
    try {
      surroundings.workers().readers().execute(() -> renew(flight));
    } catch (RuntimeException | Error e) {
      // no reader is free, or whatever: its place must not be lost
      drop(flight);
    }
  }

  private void renew(Flight flight) {
    if (readersAreBusy.getAsBoolean()) {
      drop(flight);
    } else if (flights.begin(flight)) {
      make(flight);
    }
  }

  private void drop(Flight flight) {
    flights.drop(flight);
    observer.renewed(Renewal.DROPPED);
  }

  /**
   * Finds the reading of a key, and tells who waits: maybe before this returns, which it does only
   * when the search has ended or goes on elsewhere, and what it found is kept where it should be.
   */
  void find(ReadingKey key, Flight.Waiter waiter) {
    if (!settings.keeps()) {
      Reads.giveUpUnless(waiter.wanted());
      waiter.tell(search.found(search.load(key), Source.LOADED));
      return;
    }
    Optional<Found> here = atOnce(key, waiter.atLeast());
    if (here.isPresent()) {
      waiter.tell(here.get());
      return;
    }
    Flight mine = flights.join(key, waiter);
    if (mine != null) {
      make(mine);
    } else if (waiter.atLeast().isEmpty()
        && flights.underwayNanos(key) > Reads.PATIENCE.toNanos()) {
      stale(key).ifPresent(waiter::tell);
    }
  }

  /** What is kept here for when the ledger can't be read; it may happen to be fresh. */
  Optional<Found> stale(ReadingKey key) {
    LocalReadings.Local kept = local.get(key);
    if (kept == null || !Keeping.mayServeStale(kept.kept(), mostAge(key.tenant()))) {
      return Optional.empty();
    }
    boolean fresh = Search.serves(search.use(key, kept, List.of()));
    return Optional.of(search.found(kept.kept(), fresh ? Source.LOCAL : Source.STALE));
  }

  /** How old a reading of a tenant becomes before it is of no use. */
  Duration mostAge(TenantId tenant) {
    return shared.times().mostAge(tenant);
  }

  /** A question was answered from what was found. */
  void served(Found found) {
    observer.served(found.source());
  }

  /** This instance has stored signals of a tenant. */
  void committed(TenantId tenant, CommitToken token) {
    if (settings.keeps()) {
      changed(tenant, token);
      shared.tellChanged(tenant, token);
    }
  }

  @Override
  public void changed(TenantId tenant, CommitToken token) {
    if (heard.hear(tenant, token)) {
      observer.invalidated();
    }
  }

  /**
   * Nothing is lost by it: a change that was not told is seen by the end of the freshness. And what
   * is kept may be all there is, while the ledger can't be read.
   */
  @Override
  public void gap() {
    // what is kept stays
  }

  /** How many keys are searched for now. */
  int searches() {
    return flights.size();
  }

  private void make(Flight first) {
    Flight flight = first;
    while (flight != null) {
      flight = searchOnce(flight);
    }
  }

  /** One search; the one that must follow it, if there is one and it is not left to others. */
  private @Nullable Flight searchOnce(Flight flight) {
    Search.Landing landing;
    try {
      landing = search.land(flight, this::goOn);
    } catch (RuntimeException | Error e) {
      return end(flight, () -> failed(flight, e));
    }
    return landing == null ? null : end(flight, () -> landed(flight, landing));
  }

  /**
   * Ends a search. Whatever goes wrong with telling of it, the one that waits for its end is made.
   *
   * @param telling tells who waited; who must wait for another search
   */
  private @Nullable Flight end(Flight flight, Supplier<List<Flight.Waiter>> telling) {
    Flight next = flights.end(flight);
    List<Flight.Waiter> unanswered;
    try {
      unanswered = telling.get();
    } catch (RuntimeException | Error e) {
      flight.fail(e);
      return next;
    }
    return again(flight, next, unanswered);
  }

  private List<Flight.Waiter> landed(Flight flight, Search.Landing landing) {
    if (flight.renews()) {
      observer.renewed(Renewal.DONE);
    }
    List<Flight.Waiter> unanswered = flight.answer(landing.found());
    try {
      landing.afterwards().run();
    } catch (RuntimeException | Error e) {
      // it is not shared, then: whoever waits for the next search must not wait for ever
    }
    return unanswered;
  }

  private List<Flight.Waiter> failed(Flight flight, Throwable failure) {
    if (failure instanceof CancellationException) {
      // nobody waited, but somebody may have come meanwhile
      return flight.takeWanted();
    }
    if (flight.renews()) {
      observer.renewed(Renewal.FAILED);
    }
    flight.fail(failure);
    return List.of();
  }

  /** Lets some wait for another search; the one that must be made next. */
  private @Nullable Flight again(Flight ended, @Nullable Flight next, List<Flight.Waiter> waiters) {
    Flight must = next;
    for (Flight.Waiter waiter : waiters) {
      Flight begun = flights.join(ended.key(), waiter.arrivingAt(surroundings.nanos()));
      must = begun == null ? must : begun;
    }
    return must;
  }

  private void goOn(Flight first) {
    Flight flight = first;
    while (flight != null) {
      Flight going = flight;
      try {
        surroundings.workers().readers().execute(() -> make(going));
        return;
      } catch (RuntimeException | Error e) {
        flight = flights.end(going);
        going.fail(new UnavailableException("readers-busy", "no reader is free", e));
      }
    }
  }
}
