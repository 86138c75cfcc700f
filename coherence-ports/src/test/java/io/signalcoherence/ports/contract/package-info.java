/**
 * The contract of each driven port, as tests that every adapter of that port extends, and the
 * {@link io.signalcoherence.ports.contract.LedgerHarness} by which an adapter lets them at its
 * ledger. Depends on the ports and on the test kit alone.
 */
@NullMarked
package io.signalcoherence.ports.contract;

import org.jspecify.annotations.NullMarked;
