package io.signalcoherence.perf.drill;

/**
 * What the parts of one run of {@code drill duo} share.
 *
 * @param plan what is to be done
 * @param series the signals
 * @param tally what was told of them
 * @param violations broken promises
 */
record DuoRun(DuoPlan plan, DrillSignal.Series series, KeyTally tally, Violations violations) {}
