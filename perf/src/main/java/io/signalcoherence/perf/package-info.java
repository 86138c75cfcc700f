/**
 * The command line of perf: golden data sets, load and drills.
 *
 * <p>It may depend on all that it measures; nothing depends on it.
 */
@NullMarked
package io.signalcoherence.perf;

import org.jspecify.annotations.NullMarked;
