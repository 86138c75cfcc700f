/**
 * The open-loop load driver: requests leave on a fixed schedule whether or not earlier ones were
 * answered, and latency counts from the scheduled time.
 *
 * <p>The command line of perf uses it. It depends on HdrHistogram, Jackson and picocli.
 */
@NullMarked
package io.signalcoherence.perf.load;

import org.jspecify.annotations.NullMarked;
