package io.signalcoherence.ports.model;

/**
 * One pair's sums over a window.
 *
 * @param pair the pair
 * @param sums its sums
 */
public record PairSums(Pair pair, Sums sums) {}
