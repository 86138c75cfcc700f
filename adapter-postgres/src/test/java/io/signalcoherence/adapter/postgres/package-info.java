/**
 * Tests of the ledger on a real PostgreSQL, one server a JVM, one database a test. Nothing depends
 * on it.
 */
@NullMarked
package io.signalcoherence.adapter.postgres;

import org.jspecify.annotations.NullMarked;
