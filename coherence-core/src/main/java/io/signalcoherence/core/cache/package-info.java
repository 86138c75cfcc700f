/**
 * When a reading that was kept may be served. Pure functions over {@code ports.model}; the engine
 * and embedders may depend on it.
 */
@NullMarked
package io.signalcoherence.core.cache;

import org.jspecify.annotations.NullMarked;
