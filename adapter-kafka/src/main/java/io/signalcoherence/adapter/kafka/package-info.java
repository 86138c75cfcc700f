/**
 * The Kafka door: a consumer that submits what a topic brings and commits its offsets after the
 * ledger, the dead letters of what can't be counted, and a publisher. Depends on the ports and
 * Kafka's client.
 */
@NullMarked
package io.signalcoherence.adapter.kafka;

import org.jspecify.annotations.NullMarked;
