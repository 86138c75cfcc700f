/**
 * What the world may ask: the use cases, implemented by the core and called by the driving
 * adapters. Depends on {@code ports.model} and {@code ports.error}.
 */
@NullMarked
package io.signalcoherence.ports.in;

import org.jspecify.annotations.NullMarked;
