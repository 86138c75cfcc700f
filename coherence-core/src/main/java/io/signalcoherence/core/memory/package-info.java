/**
 * The in-memory reference adapter of all driven ports: what the contracts mean, said in the fewest
 * words, for tests, simulations and embedders who need no durability. Depends on the ports alone;
 * only tests and embedders depend on it.
 */
@NullMarked
package io.signalcoherence.core.memory;

import org.jspecify.annotations.NullMarked;
