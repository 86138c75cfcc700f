package io.signalcoherence.ports.model;

import java.util.UUID;

/**
 * Names one life of one ledger. Made anew at random when the epoch begins, so that no epoch of any
 * other ledger has it, nor one of a copy of the same ledger that went a way of its own; the {@link
 * EpochNumber} only counts within one ledger.
 *
 * @param value the name
 */
public record EpochId(UUID value) {}
