package io.signalcoherence.ports.model;

/**
 * How coherent a tenant is, why, and what the answer knew.
 *
 * @param tenant the tenant
 * @param asOf the event time that was asked for
 * @param assessment score, status, agreement and sample sizes
 * @param explanation why
 * @param basis window, snapshot, formulas and freshness
 */
public record CoherenceScore(
    TenantId tenant,
    EventTime asOf,
    Assessment assessment,
    Explanation explanation,
    ScoreBasis basis) {}
