package io.signalcoherence.ports.model;

import java.util.Optional;

/**
 * One observation of a tenant's source.
 *
 * @param key its identity
 * @param type what kind of thing was measured
 * @param value what was measured
 * @param weight how much it counts
 * @param residency the region that the sender names; it may only repeat one of the tenant's
 * @param attributes what else the sender says
 */
public record Signal(
    SignalKey key,
    SignalType type,
    SignalValue value,
    Weight weight,
    Optional<Region> residency,
    Attributes attributes) {}
