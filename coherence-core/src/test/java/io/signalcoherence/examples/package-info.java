/** Programs that the documentation shows, and the tests that run them. */
@NullMarked
package io.signalcoherence.examples;

import org.jspecify.annotations.NullMarked;
