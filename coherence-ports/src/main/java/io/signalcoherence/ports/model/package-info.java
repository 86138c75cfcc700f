/**
 * The language: immutable value types that can't hold an invalid value. Depends on the JDK and
 * {@code ports.error} alone; everything may depend on it.
 */
@NullMarked
package io.signalcoherence.ports.model;

import org.jspecify.annotations.NullMarked;
