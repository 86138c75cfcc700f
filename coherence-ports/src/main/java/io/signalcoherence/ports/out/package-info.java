/**
 * What the core needs: implemented by the driven adapters and by the in-memory reference adapters.
 * Depends on {@code ports.model} and {@code ports.error}. Every method may throw a {@link
 * io.signalcoherence.ports.error.InfrastructureException}; its kind says what was done and whether
 * to try again.
 */
@NullMarked
package io.signalcoherence.ports.out;

import org.jspecify.annotations.NullMarked;
