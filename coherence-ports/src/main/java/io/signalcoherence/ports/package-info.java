/**
 * What crosses the boundary of the coherence core: the language ({@code model}), what the world may
 * ask ({@code in}), what the core needs ({@code out}) and how both fail ({@code error}). Everything
 * may depend on these packages; they depend on the JDK alone.
 */
@NullMarked
package io.signalcoherence.ports;

import org.jspecify.annotations.NullMarked;
