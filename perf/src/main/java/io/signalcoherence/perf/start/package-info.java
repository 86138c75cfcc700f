/**
 * How soon the service is ready, and how much memory it takes under load.
 *
 * <p>It starts the service through {@code perf.service} and loads it through {@code perf.load}.
 */
@NullMarked
package io.signalcoherence.perf.start;

import org.jspecify.annotations.NullMarked;
