/**
 * Measurements, load and drills. It may depend on everything; nothing depends on it.
 */
@NullMarked
package io.signalcoherence.perf;

import org.jspecify.annotations.NullMarked;
