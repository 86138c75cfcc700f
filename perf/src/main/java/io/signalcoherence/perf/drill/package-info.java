/**
 * Drills: kill the service or PostgreSQL, or cut their connections, and compare what was promised
 * with what is stored; the journal and the audits are for other drills too.
 *
 * <p>The drill keeps the journal and is never killed itself. It knows the service by its command
 * line, its HTTP surface and its tables alone. It depends on {@code perf.fold}, {@code perf.proxy},
 * Jackson, picocli and the local PostgreSQL starter.
 */
@NullMarked
package io.signalcoherence.perf.drill;

import org.jspecify.annotations.NullMarked;
