/** Tests of the front door, with real threads. */
@NullMarked
package io.signalcoherence.core;

import org.jspecify.annotations.NullMarked;
