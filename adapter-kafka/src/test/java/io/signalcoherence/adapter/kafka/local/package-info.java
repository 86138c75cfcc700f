/** Tests of the local broker, each with a real one. */
@NullMarked
package io.signalcoherence.adapter.kafka.local;

import org.jspecify.annotations.NullMarked;
