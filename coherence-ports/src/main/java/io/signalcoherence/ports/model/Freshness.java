package io.signalcoherence.ports.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How fresh an answer is.
 *
 * @param computedAt when it was computed, by the service's clock, UTC
 * @param age how old it was when it was given, 0 or more
 * @param stale whether a fresher answer was due but could not be had
 */
public record Freshness(Instant computedAt, Duration age, boolean stale) {}
