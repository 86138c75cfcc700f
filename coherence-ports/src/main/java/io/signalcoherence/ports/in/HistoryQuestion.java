package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.TenantId;
import java.util.Optional;

/**
 * How did a tenant's coherence move?
 *
 * @param tenant which
 * @param grant the tenants that policy granted the caller
 * @param range when, and at which steps
 * @param atLeast a commit that the answer must include
 */
public record HistoryQuestion(
    TenantId tenant, Grant grant, HistoryRange range, Optional<CommitToken> atLeast) {}
