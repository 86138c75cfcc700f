package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import org.jspecify.annotations.Nullable;

/** An admitted signal on its way to the ledger, and whom to answer. */
final class Pending {

  private final Request request;
  private final int index;
  private final AppendGroup.Entry entry;

  /** Who waits behind it in its tenant's queue; owned by that queue. */
  @Nullable Pending next;

  Pending(Request request, int index, AppendGroup.Entry entry) {
    this.request = request;
    this.index = index;
    this.entry = entry;
  }

  AppendGroup.Entry entry() {
    return entry;
  }

  Signal signal() {
    return entry.signal();
  }

  PayloadDigest digest() {
    return entry.provenance().digest();
  }

  TenantId tenant() {
    return entry.signal().key().tenant();
  }

  long arrivedNanos() {
    return request.arrivedNanos();
  }

  boolean isAnswered() {
    return request.isAnswered(index);
  }

  boolean answer(Receipt receipt) {
    return request.answer(index, receipt);
  }
}
