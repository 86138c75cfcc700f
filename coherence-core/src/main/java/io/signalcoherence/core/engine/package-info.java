/**
 * The use cases: what runs between a door and the ledger. It makes no thread and reads no clock:
 * executors, scheduler, clock and randomness are given to it. It may depend on the ports and on the
 * rules ({@code core.admission}, {@code core.dedupe}, {@code core.score}, {@code core.retention});
 * only {@code core} itself, and tests, depend on it.
 */
@NullMarked
package io.signalcoherence.core.engine;

import org.jspecify.annotations.NullMarked;
