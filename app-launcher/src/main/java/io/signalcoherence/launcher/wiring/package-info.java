/**
 * How the parts become one service: Guice modules, one a decision, and the order of start and stop.
 * The only place that knows Guice.
 */
@NullMarked
package io.signalcoherence.launcher.wiring;

import org.jspecify.annotations.NullMarked;
