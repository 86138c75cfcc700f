/**
 * {@code bench ingest}: how fast signals are counted, beside the limits of the same machine in the
 * same run.
 *
 * <p>It may depend on load, on service, and on what the limits are made of: the HTTP surface and a
 * bare insert.
 */
@NullMarked
package io.signalcoherence.perf.ingest;

import org.jspecify.annotations.NullMarked;
