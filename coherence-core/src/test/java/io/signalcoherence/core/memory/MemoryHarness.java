package io.signalcoherence.core.memory;

import static org.awaitility.Awaitility.await;

import io.signalcoherence.ports.contract.HeldAppend;
import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.Unstorable;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets the contracts at a {@link MemoryLedger}. */
final class MemoryHarness implements LedgerHarness {

  private static final Cell CELL = new Cell("east");
  private static final Set<Region> REGIONS = Set.of(new Region("east-1"), new Region("east-2"));

  private final MemoryLedger memory =
      MemoryLedger.create(
          InstantSource.system(), new MemorySettings(Map.of(CELL, REGIONS), Duration.ofSeconds(1)));
  private final FaultyPorts ports = new FaultyPorts(memory);
  private final List<HeldAppend> held = new ArrayList<>();

  @Override
  public Ledger ledger() {
    return ports.ledger();
  }

  @Override
  public Ledger anotherProcess() {
    return memory.ports();
  }

  @Override
  public Residency residency() {
    return new Residency(CELL, REGIONS);
  }

  @Override
  public void loseAnswerAfterCommit() {
    ports.set(FaultyPorts.Fault.LOSE_AFTER_COMMIT);
  }

  @Override
  public void loseConnectionBeforeCommit() {
    ports.set(FaultyPorts.Fault.LOSE_BEFORE_COMMIT);
  }

  @Override
  public void down() {
    ports.set(FaultyPorts.Fault.DOWN);
  }

  @Override
  public void up() {
    ports.set(FaultyPorts.Fault.NONE);
  }

  @Override
  public Unstorable unstorable(TenantId tenant) {
    return new Unstorable.HoldsEverything();
  }

  @Override
  public HeldAppend holdOpen(AppendGroup group) {
    MemoryTransaction transaction = memory.hold(group);
    HeldAppend append =
        new HeldAppend() {
          @Override
          public void commit() {
            memory.commit(transaction);
          }

          @Override
          public void rollback() {
            memory.rollback(transaction);
          }
        };
    held.add(append);
    return append;
  }

  @Override
  public void awaitBlockedAppends(int appends) {
    await().until(() -> memory.blocked() >= appends);
  }

  @Override
  public void raiseFloor(TenantId tenant, EventTime floor) {
    memory.raiseFloor(tenant, floor);
  }

  @Override
  public EpochNumber beginNewEpoch() {
    return memory.beginNewEpoch();
  }

  @Override
  public List<Signal> storedSignals(TenantId tenant) {
    return memory.storedSignals(tenant);
  }

  @Override
  public void close() {
    held.forEach(HeldAppend::close);
  }
}
