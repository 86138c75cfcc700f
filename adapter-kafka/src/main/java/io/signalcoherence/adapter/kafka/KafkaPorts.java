package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.out.StreamObserver;

/**
 * What the door for Kafka drives and needs.
 *
 * @param ingest counts signals
 * @param signals reads our own JSON form
 * @param events reads CloudEvents
 * @param observer is told what the door does
 */
public record KafkaPorts(
    IngestSignals ingest, SignalDecoder signals, EventDecoder events, StreamObserver observer) {}
