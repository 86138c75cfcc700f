/** Tests of the Kafka door, with a real broker where one has a say. */
@NullMarked
package io.signalcoherence.adapter.kafka;

import org.jspecify.annotations.NullMarked;
