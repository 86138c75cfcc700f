/**
 * Measures the way from Kafka to scored: how fast a filled topic is read and counted, beside a bare
 * consumer of the same topic and beside HTTP, and how fast a lag is worked off while more comes.
 *
 * <p>It knows the service by its command line, its offsets and its tables. It depends on {@code
 * perf.load}, {@code perf.service}, Kafka's client, picocli and Jackson.
 */
@NullMarked
package io.signalcoherence.perf.stream;

import org.jspecify.annotations.NullMarked;
