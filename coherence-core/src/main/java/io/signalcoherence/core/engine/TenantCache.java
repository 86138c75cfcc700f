package io.signalcoherence.core.engine;

import io.signalcoherence.core.admission.Admission;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.TenantRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the registry said of each tenant, for a short time. One load a tenant, on a registrar's
 * thread, however many ask; a tenant that is asked for in the second half of its time is loaded
 * again meanwhile, so that whoever asks often never waits. A load that fails, or that there is no
 * place for, leaves an active tenant known for a bounded time; so does a registry that does not
 * answer, which is then asked by one load at a time and waited for by none. Tenants of which
 * nothing is known get no more than half of the places, so that a flood of made-up names keeps none
 * of the others from being loaded again. Thread-safe.
 */
final class TenantCache {

  private static final int MOST_SLOTS = 100_000;
  private static final long STALE_NANOS = EngineSettings.RegistrySettings.STALE_TIME.toNanos();
  private static final int MOST_STRANGERS = EngineSettings.RegistrySettings.MOST_LOADS / 2;

  private final TenantRegistry registry;
  private final EngineSettings.UnknownTenants unknown;
  private final Surroundings surroundings;
  private final long lifeNanos;
  private final Map<TenantId, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicInteger strangers = new AtomicInteger();
  private final AtomicInteger added = new AtomicInteger();
  private final Watch watch;
  private final Gate gate;
  private final long patienceNanos;

  TenantCache(
      TenantRegistry registry,
      EngineSettings.RegistrySettings settings,
      Surroundings surroundings,
      Duration patience) {
    this.patienceNanos = patience.toNanos();
    this.watch = new Watch(surroundings, this::look);
    this.gate = new Gate(surroundings, patience, failures -> Duration.ZERO);
    this.registry = registry;
    this.unknown = settings.unknown();
    this.surroundings = surroundings;
    this.lifeNanos = settings.cacheTime().toNanos();
  }

  /** What is known now without waiting; null if that is nothing, or too old. */
  @Nullable Known peek(TenantId id) {
    Slot slot = slots.get(id);
    Known known = slot == null ? null : slot.known;
    if (slot == null || known == null) {
      return null;
    }
    long age = surroundings.nanos() - known.loadedNanos();
    if (age >= lifeNanos || (known.tenant().isEmpty() && adds())) {
      return null; // where unknown tenants are added, that there is none does not stay true
    }
    if (age >= lifeNanos / 2 && slot.beginLoad(null)) {
      handOver(id, slot);
    }
    return known;
  }

  /**
   * Calls back, maybe at once, with what the registry says or, if it can't be read, with what it
   * said last of a tenant that was active then, unless that is too long ago; with null otherwise.
   */
  void whenKnown(TenantId id, Consumer<@Nullable Known> waiter) {
    Slot slot = slot(id);
    if (gate.verdict() == Passage.Verdict.REFUSE) {
      waiter.accept(stale(slot.known));
    } else if (slot.beginLoad(waiter)) {
      handOver(id, slot);
    }
  }

  /** What the registry says, read on the caller's thread if it is not known. */
  Known read(TenantId id) {
    Known known = peek(id);
    if (known != null) {
      return known;
    }
    Slot slot = slot(id);
    Known read = Known.of(registry.find(id), surroundings.nanos());
    slot.known = read;
    return read;
  }

  /** The tenant that was known last, unless that is longer ago than a bound; without a load. */
  Optional<Tenant> lastSaid(TenantId id, Duration most) {
    Slot slot = slots.get(id);
    Known known = slot == null ? null : slot.known;
    boolean counts = known != null && surroundings.nanos() - known.loadedNanos() <= most.toNanos();
    return counts ? known.tenant() : Optional.empty();
  }

  /** How long its readings are kept, as far as that is known now and set for it. */
  Optional<CacheTime> cacheTime(TenantId id) {
    Slot slot = slots.get(id);
    Known known = slot == null ? null : slot.known;
    return known == null
        ? Optional.empty()
        : known.tenant().flatMap(tenant -> tenant.settings().cacheTime());
  }

  /** Drops what is known, after a change. */
  void forget(TenantId id) {
    slots.remove(id);
  }

  private Slot slot(TenantId id) {
    if (slots.size() >= MOST_SLOTS) {
      slots.values().removeIf(slot -> !slot.loading());
    }
    return slots.computeIfAbsent(id, any -> new Slot());
  }

  private void handOver(TenantId id, Slot slot) {
    if (gate.verdict() == Passage.Verdict.REFUSE) {
      end(slot, null);
      return;
    }
    Known before = slot.known;
    boolean stranger = before == null || before.tenant().isEmpty();
    if (stranger && strangers.incrementAndGet() > MOST_STRANGERS) {
      strangers.decrementAndGet();
      end(slot, null);
      return;
    }
    gate.begun();
    try {
      surroundings.workers().registrars().execute(() -> load(id, slot, stranger));
      watch.begin(patienceNanos);
    } catch (RejectedExecutionException e) {
      gate.gotThrough();
      leave(stranger);
      end(slot, null);
    }
  }

  private void load(TenantId id, Slot slot, boolean stranger) {
    leave(stranger);
    Known known = null;
    boolean away = false;
    try {
      known = Known.of(findOrAdd(id), surroundings.nanos());
    } catch (UnavailableException | TimedOutException | OutcomeUnknownException e) {
      away = true;
    } catch (RuntimeException | Error e) {
      // the waiters are told what was known before, if anything: now, no more can be
    } finally {
      if (away) {
        gate.failed();
      } else {
        gate.gotThrough();
      }
      end(slot, known);
    }
  }

  /** Lets nobody wait for a registry that does not answer; when to look again. */
  private long look() {
    if (!gate.isUnderway()) {
      return Watch.NOTHING;
    }
    if (gate.isStalled()) {
      slots.values().forEach(slot -> slot.tellWaiters(stale(slot.known)));
      return patienceNanos;
    }
    return Math.min(patienceNanos, gate.patienceNanos());
  }

  private void leave(boolean stranger) {
    if (stranger) {
      strangers.decrementAndGet();
    }
  }

  private void end(Slot slot, @Nullable Known loaded) {
    slot.endLoad(loaded, loaded == null ? stale(slot.known) : loaded);
  }

  /** What was known before, if it may still be relied on; never to reject for good by it. */
  private @Nullable Known stale(@Nullable Known before) {
    if (before == null
        || before.tenant().filter(tenant -> tenant.state() == TenantState.ACTIVE).isEmpty()) {
      return null;
    }
    return surroundings.nanos() - before.loadedNanos() < lifeNanos + STALE_NANOS ? before : null;
  }

  private boolean adds() {
    return unknown instanceof EngineSettings.UnknownTenants.Add
        && added.get() < EngineSettings.UnknownTenants.Add.MOST;
  }

  private Optional<Tenant> findOrAdd(TenantId id) {
    Optional<Tenant> found = registry.find(id);
    if (found.isPresent() || !(unknown instanceof EngineSettings.UnknownTenants.Add add)) {
      return found;
    }
    if (added.incrementAndGet() > EngineSettings.UnknownTenants.Add.MOST) {
      added.decrementAndGet();
      return Optional.empty();
    }
    return Optional.of(register(id, add));
  }

  private Tenant register(TenantId id, EngineSettings.UnknownTenants.Add add) {
    Tenant tenant =
        new Tenant(
            id, add.organisation(), add.residency(), TenantState.ACTIVE, TenantSettings.STANDARD);
    try {
      return registry.register(tenant);
    } catch (RuntimeException | Error e) {
      added.decrementAndGet(); // an outage must not use up what may be added
      throw e;
    }
  }

  /**
   * What the registry said.
   *
   * @param tenant the tenant, if there is one
   * @param tags what policy says of its signals, if there is one
   * @param loadedNanos when it said so, by the ticker
   */
  record Known(Optional<Tenant> tenant, Optional<PolicyTags> tags, long loadedNanos) {

    static Known of(Optional<Tenant> tenant, long nanos) {
      return new Known(tenant, tenant.map(Admission::tags), nanos);
    }
  }

  /** One tenant's place: what is known and who waits to know. */
  private static final class Slot {
    volatile @Nullable Known known;
    private @Nullable List<Consumer<@Nullable Known>> waiters;

    /** Adds a waiter, if one is given; whether the caller must start the load. */
    synchronized boolean beginLoad(@Nullable Consumer<@Nullable Known> waiter) {
      boolean first = waiters == null;
      if (waiters == null) {
        waiters = new ArrayList<>();
      }
      if (waiter != null) {
        waiters.add(waiter);
      }
      return first;
    }

    synchronized boolean loading() {
      return waiters != null;
    }

    /** Tells those who wait, without an end of the load. */
    void tellWaiters(@Nullable Known tell) {
      List<Consumer<@Nullable Known>> told;
      synchronized (this) {
        if (waiters == null || waiters.isEmpty()) {
          return;
        }
        told = waiters;
        waiters = new ArrayList<>();
      }
      told.forEach(waiter -> waiter.accept(tell));
    }

    /** Keeps what was loaded, if anything was, and tells the waiters. */
    void endLoad(@Nullable Known loaded, @Nullable Known tell) {
      List<Consumer<@Nullable Known>> told;
      synchronized (this) {
        told = waiters == null ? List.of() : waiters;
        waiters = null;
        if (loaded != null) {
          known = loaded;
        }
      }
      told.forEach(waiter -> waiter.accept(tell));
    }
  }
}
