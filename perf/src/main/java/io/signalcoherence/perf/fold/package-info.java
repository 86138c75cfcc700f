/**
 * The independent fold: coherence computed from the signals alone, with exact fractions and none of
 * the product's own code.
 *
 * <p>The golden manifest and the drills compare the service with it. It depends on the JDK alone.
 */
@NullMarked
package io.signalcoherence.perf.fold;

import org.jspecify.annotations.NullMarked;
