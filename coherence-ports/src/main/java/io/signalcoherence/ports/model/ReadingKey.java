package io.signalcoherence.ports.model;

/**
 * Names a reading that may be kept. The sums of a window are kept rather than an answer, because
 * they serve every question about it: thresholds, the number of contributions and the scope of
 * whoever asks are applied to them afresh each time, so a change of those is never hidden by a
 * cache.
 *
 * @param tenant whose sums
 * @param window over which minutes
 */
public record ReadingKey(TenantId tenant, Window window) {}
