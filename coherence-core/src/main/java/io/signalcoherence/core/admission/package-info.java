/**
 * Whether a signal may be stored at all, by what is known before the ledger is asked, and what
 * policy says of it. Pure functions over {@code ports.model}; the engine and embedders may depend
 * on it.
 */
@NullMarked
package io.signalcoherence.core.admission;

import org.jspecify.annotations.NullMarked;
