package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One append from its beginning to its end. Guarded by the store's lock. */
final class MemoryTransaction {

  private final EpochNumber epoch;
  private final TransactionId id;
  private final Instant began;
  private final Set<TenantId> tenants;
  private final List<Claim> claims = new ArrayList<>();
  private final List<MemoryRow> won = new ArrayList<>();
  private boolean open = true;
  private long walPosition;

  MemoryTransaction(EpochNumber epoch, TransactionId id, Instant began, Set<TenantId> tenants) {
    this.epoch = epoch;
    this.id = id;
    this.began = began;
    this.tenants = tenants;
  }

  EpochNumber epoch() {
    return epoch;
  }

  TransactionId id() {
    return id;
  }

  Instant began() {
    return began;
  }

  boolean concerns(TenantId tenant) {
    return tenants.contains(tenant);
  }

  List<Claim> claims() {
    return claims;
  }

  List<MemoryRow> won() {
    return won;
  }

  boolean isOpen() {
    return open;
  }

  void end(long position) {
    open = false;
    walPosition = position;
  }

  /** Write-ahead log positions are counted in commits here; they order, and mean nothing else. */
  long walPosition() {
    return walPosition;
  }
}
