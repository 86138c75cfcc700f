/**
 * Whether the reading of a score stays as quick while its tenant grows.
 *
 * <p>It fills tenants through SQL, asks the service through {@code perf.load} and starts it through
 * {@code perf.service}.
 */
@NullMarked
package io.signalcoherence.perf.read;

import org.jspecify.annotations.NullMarked;
