package io.signalcoherence.ports.model;

import java.time.Instant;

/**
 * What the signals of one request of one tenant have in common: the trace id, if the request had
 * one; else who sent it through which door and when it was received. Two signals of a tenant with
 * equal marks count as of one request.
 */
public sealed interface RequestMark {

  /** The mark of a stored signal's request. */
  static RequestMark of(Provenance provenance) {
    Origin origin = provenance.origin();
    return origin
        .traceId()
        .<RequestMark>map(Traced::new)
        .orElseGet(
            () -> new Received(origin.channel(), origin.principal(), provenance.receivedAt()));
  }

  /**
   * A request that belongs to a trace.
   *
   * @param trace which
   */
  record Traced(TraceId trace) implements RequestMark {}

  /**
   * A request that belongs to none.
   *
   * @param channel the door
   * @param principal the caller
   * @param receivedAt when it was received, by the service's clock, UTC, to the microsecond
   */
  record Received(Channel channel, Principal principal, Instant receivedAt)
      implements RequestMark {}
}
