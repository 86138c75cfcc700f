package io.signalcoherence.ports.model;

import java.util.Optional;

/**
 * Who sent a signal through which door.
 *
 * @param channel the door
 * @param principal the caller
 * @param traceId the trace that the request belongs to, if it has one
 */
public record Origin(Channel channel, Principal principal, Optional<TraceId> traceId) {}
