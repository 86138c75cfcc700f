/**
 * How the boundary fails: invalid values, and the one sealed family of infrastructure failures.
 * Depends on the JDK alone; every other package may depend on it.
 */
@NullMarked
package io.signalcoherence.ports.error;

import org.jspecify.annotations.NullMarked;
