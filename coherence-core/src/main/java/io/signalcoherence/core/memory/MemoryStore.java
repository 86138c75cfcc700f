package io.signalcoherence.core.memory;

import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Span;
import io.signalcoherence.ports.model.SpanSums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.LedgerMonitor.LedgerCondition;
import io.signalcoherence.ports.out.SignalStore.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The state of a ledger behind one lock, which is given up only to wait for an open transaction.
 */
final class MemoryStore {

  private final InstantSource clock;
  private final Duration patience;
  private final MemoryTenants tenants;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition someTransactionEnded = lock.newCondition();
  private int blocked;

  private EpochNumber epoch = new EpochNumber(1);

  /** The names of all epochs, the present one last. */
  private final List<EpochId> lives = new ArrayList<>(List.of(newLife()));

  private long lastTransaction;
  private long walPosition;
  private final NavigableMap<TransactionId, MemoryTransaction> open = new TreeMap<>();
  private final NavigableMap<SignalKey, MemoryRow> rows = new TreeMap<>();
  private final NavigableMap<Cursor, MemoryRow> committed = new TreeMap<>();
  private final Map<TenantId, MemorySums> sums = new HashMap<>();

  MemoryStore(InstantSource clock, Duration patience, MemoryTenants tenants) {
    this.clock = clock;
    this.patience = patience;
    this.tenants = tenants;
  }

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Works while no open transaction concerns the tenant. */
  <T> T alone(TenantId tenant, Supplier<T> work) {
    return locked(
        () -> {
          await(() -> open.values().stream().noneMatch(t -> t.concerns(tenant)), deadline());
          return work.get();
        });
  }

  AppendResult append(AppendGroup group) {
    return locked(
        () -> {
          MemoryTransaction transaction = begin(group);
          commit(transaction);
          return new AppendResult.Appended(transaction.claims(), token(transaction));
        });
  }

  MemoryTransaction hold(AppendGroup group) {
    return locked(() -> begin(group));
  }

  void commitHeld(MemoryTransaction transaction) {
    locked(() -> transaction.isOpen() && commit(transaction));
  }

  void rollbackHeld(MemoryTransaction transaction) {
    locked(() -> transaction.isOpen() && rollback(transaction));
  }

  int blocked() {
    return locked(() -> blocked);
  }

  private MemoryTransaction begin(AppendGroup group) {
    MemoryTransaction transaction =
        new MemoryTransaction(
            epoch,
            new TransactionId(++lastTransaction),
            clock.instant(),
            group.entries().stream()
                .map(entry -> entry.signal().key().tenant())
                .collect(Collectors.toUnmodifiableSet()));
    open.put(transaction.id(), transaction);
    long deadline = deadline();
    try {
      for (AppendGroup.Entry entry : group.entries()) {
        transaction.claims().add(claim(transaction, entry, deadline));
      }
      return transaction;
    } catch (RuntimeException e) {
      rollback(transaction);
      throw e;
    }
  }

  private Claim claim(MemoryTransaction transaction, AppendGroup.Entry entry, long deadline) {
    SignalKey key = entry.signal().key();
    await(() -> !rows.containsKey(key) || !rows.get(key).transaction().isOpen(), deadline);
    MemoryRow holder = rows.get(key);
    if (holder != null && !tenants.isErased(key.tenant())) {
      var provenance = holder.entry().provenance();
      return new Claim.Held(provenance.id(), provenance.digest(), token(holder.transaction()));
    }
    Optional<Rejection> refusal = tenants.refusal(key);
    if (refusal.isPresent()) {
      return new Claim.Refused(refusal.get());
    }
    MemoryRow row = new MemoryRow(entry, transaction, transaction.won().size());
    rows.put(key, row);
    transaction.won().add(row);
    return new Claim.Won();
  }

  private boolean commit(MemoryTransaction transaction) {
    for (MemoryRow row : transaction.won()) {
      Signal signal = row.entry().signal();
      TenantId tenant = signal.key().tenant();
      PairLimit limit = tenants.find(tenant).orElseThrow().settings().pairs();
      sums.computeIfAbsent(tenant, unused -> new MemorySums()).add(signal, limit);
      committed.put(row.place(life()), row);
    }
    return end(transaction, ++walPosition);
  }

  private boolean rollback(MemoryTransaction transaction) {
    transaction.won().forEach(row -> rows.remove(row.entry().signal().key()));
    return end(transaction, walPosition);
  }

  private boolean end(MemoryTransaction transaction, long position) {
    transaction.end(position);
    open.remove(transaction.id());
    someTransactionEnded.signalAll();
    return true;
  }

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }

  private void await(BooleanSupplier condition, long deadline) {
    blocked++;
    try {
      while (!condition.getAsBoolean()) {
        if (someTransactionEnded.awaitNanos(deadline - System.nanoTime()) <= 0) {
          throw new TimedOutException(
              "ledger-lock-timeout", "waited " + patience + " for an open transaction", null);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("ledger-interrupted", "interrupted while waiting", e);
    } finally {
      blocked--;
    }
  }

  /** A row of an ended epoch is seen by every snapshot of this one. */
  private CommitToken token(MemoryTransaction transaction) {
    return transaction.epoch().equals(epoch)
        ? CommitToken.ofFirstRun(epoch, transaction.id(), transaction.walPosition())
        : CommitToken.ofFirstRun(epoch, TransactionId.BEFORE_ALL, 0);
  }

  Optional<Stored> find(SignalKey key) {
    return locked(
        () ->
            Optional.ofNullable(rows.get(key))
                .filter(row -> !row.transaction().isOpen())
                .map(row -> new Stored(row.record(life()), token(row.transaction()))));
  }

  WindowReading read(TenantId tenant, Window window) {
    return locked(
        () ->
            new WindowReading(
                window, sumsOf(tenant).read(new Span(window.from(), window.to())), snapshot()));
  }

  Optional<Snapshot> unchangedSince(TenantId tenant, Snapshot known) {
    return locked(
        () -> {
          Snapshot now = snapshot();
          return known.epoch().equals(now.epoch()) && !hasCommitted(tenant, known)
              ? Optional.of(now)
              : Optional.empty();
        });
  }

  /** Whether a row of the tenant is stored that a snapshot of this epoch does not see. */
  private boolean hasCommitted(TenantId tenant, Snapshot known) {
    Cursor from = new Cursor(life(), epoch, known.min(), -1);
    return committed.tailMap(from).values().stream()
        .filter(row -> row.entry().signal().key().tenant().equals(tenant))
        .anyMatch(row -> known.includes(token(row.transaction())) != Inclusion.INCLUDED);
  }

  /** Each cell is read on its own, under one lock. */
  Optional<HistoryReading> read(TenantId tenant, AsOfGrid grid, int mostSums) {
    return locked(
        () -> {
          MemorySums own = sumsOf(tenant);
          List<SpanSums> cells = new ArrayList<>();
          int found = 0;
          for (Span cell : grid.cells()) {
            List<PairSums> pairs = own.read(cell);
            found += pairs.size();
            if (found > mostSums) {
              return Optional.empty();
            }
            if (!pairs.isEmpty()) {
              cells.add(new SpanSums(cell, pairs));
            }
          }
          return Optional.of(new HistoryReading(grid, cells, snapshot()));
        });
  }

  private MemorySums sumsOf(TenantId tenant) {
    return sums.getOrDefault(tenant, new MemorySums());
  }

  private Snapshot snapshot() {
    return Snapshot.ofFirstRun(
        epoch, horizon(), new TransactionId(lastTransaction + 1), open.keySet());
  }

  /** The oldest open transaction, or the next one. */
  private TransactionId horizon() {
    return open.isEmpty() ? new TransactionId(lastTransaction + 1) : open.firstKey();
  }

  LedgerCondition look() {
    return locked(
        () -> {
          Duration age =
              open.isEmpty()
                  ? Duration.ZERO
                  : Duration.between(open.firstEntry().getValue().began(), clock.instant());
          return new LedgerCondition(
              epoch,
              age.isNegative() ? Duration.ZERO : age,
              List.of(),
              List.of("kept in memory: all is lost when the process ends"));
        });
  }

  private static EpochId newLife() {
    return new EpochId(UUID.randomUUID());
  }

  /** The name of the present epoch. */
  EpochId life() {
    return lives.get(lives.size() - 1);
  }

  /** Whether an epoch is or was one of this ledger. */
  boolean hasLived(EpochId id) {
    return lives.contains(id);
  }

  /** Committed rows after a place, in order, of transactions before which none is open. */
  Collection<MemoryRow> settledRowsAfter(Cursor after) {
    Cursor horizon = new Cursor(life(), epoch, horizon(), -1);
    return after.compareTo(horizon) < 0
        ? committed.subMap(after, false, horizon, false).values()
        : List.of();
  }

  List<Signal> storedSignals(TenantId tenant) {
    return locked(
        () ->
            committed.values().stream()
                .map(row -> row.entry().signal())
                .filter(signal -> signal.key().tenant().equals(tenant))
                .sorted(Comparator.comparing(Signal::key))
                .toList());
  }

  void raiseFloor(TenantId tenant, EventTime floor) {
    alone(
        tenant,
        () -> {
          tenants.raiseFloor(tenant, floor);
          return floor;
        });
  }

  EpochNumber beginNewEpoch() {
    return locked(
        () -> {
          if (!open.isEmpty()) {
            throw new IllegalStateException(open.size() + " open transactions (expected: none)");
          }
          epoch = new EpochNumber(epoch.value() + 1);
          lives.add(newLife());
          lastTransaction = 0;
          return epoch;
        });
  }
}
