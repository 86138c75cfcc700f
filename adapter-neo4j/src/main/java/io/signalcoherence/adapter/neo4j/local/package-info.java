/**
 * A Neo4j server of our own, for development and tests: the real server, run as a child process on
 * a folder of which one JVM at a time is the owner. Its class path is given by the caller and is
 * never that of this process. The launcher, tests, drills and measurements may depend on it; it
 * depends on the JDK, what servers on this machine have in common, and the Bolt driver; none of
 * these but the JDK shows in a signature.
 */
@NullMarked
package io.signalcoherence.adapter.neo4j.local;

import org.jspecify.annotations.NullMarked;
