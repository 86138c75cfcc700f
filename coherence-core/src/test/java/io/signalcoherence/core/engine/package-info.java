/** Tests of the engine, over simulated time and faulty ports. */
@NullMarked
package io.signalcoherence.core.engine;

import org.jspecify.annotations.NullMarked;
