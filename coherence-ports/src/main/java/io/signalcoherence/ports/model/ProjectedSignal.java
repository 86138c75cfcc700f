package io.signalcoherence.ports.model;

/**
 * What a projection keeps of a ledger record: all that its questions are about, and enough to tell
 * whether it holds the very record. Attributes, residency and policy tags stay in the ledger alone.
 *
 * @param key its identity
 * @param type what kind of thing was measured
 * @param value what was measured
 * @param weight how much it counts
 * @param admission the admission that won the key
 * @param request the request that it came in by
 */
public record ProjectedSignal(
    SignalKey key,
    SignalType type,
    SignalValue value,
    Weight weight,
    Admitted admission,
    RequestMark request) {

  /** What is kept of a record. */
  public static ProjectedSignal of(LedgerRecord record) {
    Signal signal = record.signal();
    Provenance provenance = record.provenance();
    return new ProjectedSignal(
        signal.key(),
        signal.type(),
        signal.value(),
        signal.weight(),
        new Admitted(provenance.id(), provenance.digest()),
        RequestMark.of(provenance));
  }

  /**
   * An admission and what it admitted.
   *
   * @param id names the admission
   * @param digest what the payload said
   */
  public record Admitted(ProvenanceId id, PayloadDigest digest) {}
}
