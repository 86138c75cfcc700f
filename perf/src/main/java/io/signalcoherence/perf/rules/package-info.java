/**
 * The rules and readings that each signal and each score passes, measured one by one by JMH (A.
 * Shipilev), each beside the least that the same work could cost.
 *
 * <p>It calls what core, ports and adapters offer to everybody; only the command line depends on
 * it.
 */
@NullMarked
package io.signalcoherence.perf.rules;

import org.jspecify.annotations.NullMarked;
