/**
 * A Redis server on this machine, run as a child process from the binaries on the class path. Used
 * by tests, {@code stack} and measurements; depends on the JDK and on what servers on this machine
 * have in common; shows no class of a vendor.
 */
@NullMarked
package io.signalcoherence.adapter.redis.local;

import org.jspecify.annotations.NullMarked;
