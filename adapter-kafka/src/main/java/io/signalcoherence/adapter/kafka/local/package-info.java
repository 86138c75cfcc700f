/**
 * A Kafka broker of our own: the server's jars, run in a JVM of their own on a durable folder of
 * which one JVM at a time is the owner. The launcher, tests, drills and measurements may depend on
 * it; it depends on the JDK, what servers on this machine have in common, and Kafka's client; none
 * of these but the JDK shows in a signature.
 */
@NullMarked
package io.signalcoherence.adapter.kafka.local;

import org.jspecify.annotations.NullMarked;
