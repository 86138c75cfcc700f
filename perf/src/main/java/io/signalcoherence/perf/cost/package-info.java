/**
 * What the golden signals cost several fresh services in CPU time, each time relative to a work
 * that is always the same: how far such a figure can be relied upon.
 *
 * <p>It makes its signals through {@code perf.golden}, sends them through {@code perf.load} and
 * starts the service through {@code perf.service}.
 */
@NullMarked
package io.signalcoherence.perf.cost;

import org.jspecify.annotations.NullMarked;
