package io.signalcoherence.ports.model;

import java.time.Instant;

/**
 * Where a stored signal came from.
 *
 * @param id names this admission
 * @param origin who sent it through which door
 * @param receivedAt when it was received, by the service's clock, UTC, to the microsecond
 * @param digest what the payload said
 * @param tags what policy said of it
 */
public record Provenance(
    ProvenanceId id, Origin origin, Instant receivedAt, PayloadDigest digest, PolicyTags tags) {}
