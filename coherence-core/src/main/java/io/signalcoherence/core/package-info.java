/**
 * What happens inside: rules, the engine that applies them, in-memory adapters. It depends on the
 * ports alone; the launcher and embedders depend on it.
 */
@NullMarked
package io.signalcoherence.core;

import org.jspecify.annotations.NullMarked;
