/**
 * {@code bench cache}: what the cache of readings is worth to reads at a fixed rate while signals
 * come in. It may depend on the golden data, the load driver and the service as a process.
 */
@NullMarked
package io.signalcoherence.perf.cache;

import org.jspecify.annotations.NullMarked;
