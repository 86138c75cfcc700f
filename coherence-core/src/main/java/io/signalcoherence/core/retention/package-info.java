/**
 * What retention means for questions: from when on an answer is whole. Pure functions over {@code
 * ports.model}; the engine and embedders may depend on it.
 */
@NullMarked
package io.signalcoherence.core.retention;

import org.jspecify.annotations.NullMarked;
