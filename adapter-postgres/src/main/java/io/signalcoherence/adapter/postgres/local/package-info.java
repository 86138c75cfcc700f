/**
 * A PostgreSQL server of our own: real binaries from the class path, run as a child process on a
 * durable folder of which one JVM at a time is the owner. The launcher, tests, drills and
 * measurements may depend on it; it depends on the JDK, what servers on this machine have in
 * common, the JDBC driver and an archive reader; none of these but the JDK shows in a signature.
 */
@NullMarked
package io.signalcoherence.adapter.postgres.local;

import org.jspecify.annotations.NullMarked;
