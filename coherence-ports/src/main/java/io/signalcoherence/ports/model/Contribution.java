package io.signalcoherence.ports.model;

import java.math.BigDecimal;

/**
 * One pair's part of a score.
 *
 * @param pair the pair
 * @param part its part of the score, with 9 decimals; all parts of a score sum to it exactly
 * @param sums what the part was made of
 */
public record Contribution(Pair pair, BigDecimal part, Sums sums) {}
