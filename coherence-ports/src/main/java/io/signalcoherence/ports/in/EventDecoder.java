package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.TraceId;
import java.util.List;
import java.util.Optional;

/**
 * Reads signals from CloudEvents. Implemented by the adapter that knows the format and used by
 * every door that takes it; a door itself knows how its protocol carries an event. Thread-safe;
 * holds no state between calls.
 */
public interface EventDecoder {

  /**
   * Reads one event in structured mode.
   *
   * @param document one whole event in the JSON format, UTF-8
   * @return the event; never throws for what the bytes hold
   */
  Event structured(byte[] document);

  /**
   * Reads one event in binary mode.
   *
   * @param attributes the context attributes as the protocol carries them, {@code datacontenttype}
   *     among them if it has one; one that comes twice is a fault of the event
   * @param data the event's data, UTF-8
   * @return the event; never throws for what the text and the bytes hold
   */
  Event binary(List<Attribute> attributes, byte[] data);

  /**
   * One context attribute as its sender wrote it.
   *
   * @param name its name, without what the protocol puts before it
   * @param value its value as text
   */
  record Attribute(String name, String value) {}

  /**
   * An event that was read.
   *
   * @param candidate its signal, or why there is none
   * @param traceId the trace that it says it belongs to
   */
  record Event(Candidate candidate, Optional<TraceId> traceId) {}
}
