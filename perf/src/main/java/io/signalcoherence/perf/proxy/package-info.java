/**
 * A proxy for PostgreSQL's wire protocol that breaks connections at chosen moments, above all
 * between a COMMIT and its answer.
 *
 * <p>Drills and tests of other modules' behaviour use it. It depends on the JDK alone.
 */
@NullMarked
package io.signalcoherence.perf.proxy;

import org.jspecify.annotations.NullMarked;
