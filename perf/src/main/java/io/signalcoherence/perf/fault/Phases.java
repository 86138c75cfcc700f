package io.signalcoherence.perf.fault;

/**
 * The times that a run beside the ledger compares, by {@link System#nanoTime}.
 *
 * @param settled when the load had run long enough to be compared with
 * @param weighed when the service was weighed before the fault; what runs then is not compared
 * @param moments of the fault
 */
record Phases(long settled, long weighed, Moments moments) {}
