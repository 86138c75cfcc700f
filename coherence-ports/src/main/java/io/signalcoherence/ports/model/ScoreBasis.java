package io.signalcoherence.ports.model;

/**
 * What a score was computed from.
 *
 * @param window the minutes that were summed
 * @param snapshot what the read could see
 * @param model the formulas
 * @param freshness how fresh the answer is
 */
public record ScoreBasis(
    Window window, Snapshot snapshot, ModelVersion model, Freshness freshness) {}
