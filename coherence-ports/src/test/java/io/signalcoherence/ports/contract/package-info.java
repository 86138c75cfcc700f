/**
 * The contract of each driven port, as tests that every adapter of that port extends.
 */
@NullMarked
package io.signalcoherence.ports.contract;

import org.jspecify.annotations.NullMarked;
