/**
 * Counting once: what a signal says, in bytes that can be compared; which of equal keys claims; and
 * what becomes of each. Pure functions over {@code ports.model} and the claims of {@code
 * ports.out}; the engine and embedders may depend on it.
 */
@NullMarked
package io.signalcoherence.core.dedupe;

import org.jspecify.annotations.NullMarked;
