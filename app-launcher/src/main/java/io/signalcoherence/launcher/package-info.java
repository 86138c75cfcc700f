/**
 * Wiring, configuration and the command line. It may depend on every module but measurements; only
 * measurements may depend on it.
 */
@NullMarked
package io.signalcoherence.launcher;

import org.jspecify.annotations.NullMarked;
