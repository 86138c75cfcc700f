/**
 * The ledger in PostgreSQL. It implements driven ports and depends on them alone; only the launcher
 * and measurements depend on it.
 */
@NullMarked
package io.signalcoherence.adapter.postgres;

import org.jspecify.annotations.NullMarked;
