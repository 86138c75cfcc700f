package io.signalcoherence.ports.model;

import java.util.Optional;

/**
 * A source that disagreed with its tenant's others in a window, as {@link Dissenter} defines it.
 *
 * @param source which
 * @param mean the weighted mean of its signals in the window
 * @param others the weighted mean of all other sources' signals in the window
 * @param since since when without a break: the earliest event time of its signals in the window
 *     that come later than every one of them that agrees; empty if its latest signal agrees, or if
 *     the answer can't tell
 */
public record Dissent(SourceId source, Ratio mean, Ratio others, Optional<EventTime> since) {}
