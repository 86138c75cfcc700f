package io.signalcoherence.ports.model;

/**
 * How coherent a tenant was at one event time: what a score asked for it alone would have said from
 * the same snapshot.
 *
 * @param asOf the event time
 * @param assessment score, status, agreement and sample sizes
 */
public record HistoryPoint(EventTime asOf, Assessment assessment) {}
