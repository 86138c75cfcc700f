/**
 * The service as a child process, the PostgreSQL it embeds, and what both take of the machine.
 *
 * <p>Drills and measurements start it through here; it knows neither.
 */
@NullMarked
package io.signalcoherence.perf.service;

import org.jspecify.annotations.NullMarked;
