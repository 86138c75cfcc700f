/**
 * The formulas: from a window's exact sums to score, status, agreement and explanation, and the
 * fold of signals that those sums must equal. Pure functions over {@code ports.model}; the engine
 * and embedders may depend on it.
 */
@NullMarked
package io.signalcoherence.core.score;

import org.jspecify.annotations.NullMarked;
