package io.signalcoherence.core.memory;

import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.TenantRegistry;
import io.signalcoherence.ports.out.WindowStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A memory ledger's ports with a connection that can break. */
final class FaultyPorts {

  /** What befalls the connection. */
  enum Fault {
    NONE,
    DOWN,
    LOSE_BEFORE_COMMIT,
    LOSE_AFTER_COMMIT
  }

  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
  private final MemoryLedger memory;
  private final Ledger ledger;

  FaultyPorts(MemoryLedger memory) {
    this.memory = memory;
    Ledger sound = memory.ports();
    ledger =
        new Ledger(
            this::append,
            key -> up(sound.store()).find(key),
            new Windows(),
            new Registry(),
            new Reader(),
            () -> up(sound.monitor()).look());
  }

  Ledger ledger() {
    return ledger;
  }

  void set(Fault next) {
    fault.set(next);
  }

  private <T> T up(T port) {
    if (fault.get() == Fault.DOWN) {
      throw new UnavailableException("ledger-unavailable", "down", null);
    }
    return port;
  }

  private AppendResult append(AppendGroup group) {
    up(group);
    switch (fault.getAndSet(Fault.NONE)) {
      case LOSE_BEFORE_COMMIT -> {
        memory.rollback(memory.hold(group));
        throw new UnavailableException("ledger-unavailable", "lost before the commit", null);
      }
      case LOSE_AFTER_COMMIT -> {
        memory.commit(memory.hold(group));
        throw new OutcomeUnknownException("ledger-outcome-unknown", "lost the answer", null);
      }
      default -> {
        return memory.ports().signals().append(group);
      }
    }
  }

  private final class Windows implements WindowStore {

    @Override
    public WindowReading read(TenantId tenant, Window window) {
      return up(memory.ports().windows()).read(tenant, window);
    }

    @Override
    public Optional<HistoryReading> read(TenantId tenant, AsOfGrid grid, int mostSums) {
      return up(memory.ports().windows()).read(tenant, grid, mostSums);
    }

    @Override
    public Optional<Snapshot> unchangedSince(TenantId tenant, Snapshot known) {
      return up(memory.ports().windows()).unchangedSince(tenant, known);
    }
  }

  private final class Registry implements TenantRegistry {

    private TenantRegistry sound() {
      return up(memory.ports().tenants());
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
      return sound().find(id);
    }

    @Override
    public List<Tenant> list() {
      return sound().list();
    }

    @Override
    public Tenant register(Tenant tenant) {
      return sound().register(tenant);
    }

    @Override
    public Optional<Tenant> change(TenantId id, TenantSettings settings) {
      return sound().change(id, settings);
    }

    @Override
    public Optional<Tenant> move(TenantId id, TenantState state) {
      return sound().move(id, state);
    }
  }

  private final class Reader implements LedgerReader {

    @Override
    public Cursor beginning() {
      return up(memory.ports().reader()).beginning();
    }

    @Override
    public LedgerPage readAfter(Cursor after, Grant grant, int limit) {
      return up(memory.ports().reader()).readAfter(after, grant, limit);
    }
  }
}
