package io.signalcoherence.adapter.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that could not be counted, and why.
 *
 * @param place where it lies among the dead letters
 * @param writtenAt when it was put there
 * @param reason the stable code, such as {@code malformed} or {@code conflict}; empty if it has
 *     none
 * @param detail the reason in words
 * @param origin where it came from; empty if it does not tell
 * @param redriven how often it was sent again already
 * @param content what it was
 */
public record DeadLetter(
    Place place,
    Instant writtenAt,
    String reason,
    String detail,
    Optional<Origin> origin,
    int redriven,
    Content content) {

  /**
   * Where a letter lies in its topic.
   *
   * @param partition the partition
   * @param offset the offset in it
   */
  public record Place(int partition, long offset) {}

  /**
   * Where the record came from.
   *
   * @param topic the topic
   * @param partition the partition
   * @param offset the offset in it
   * @param writtenAt its timestamp
   */
  public record Origin(String topic, int partition, long offset, Instant writtenAt) {}

  /**
   * The record as it was.
   *
   * @param key its key, if it had one
   * @param value its value, if it had one and that is here
   * @param valueLeft whether its value was too large for a letter and lies only where it came from
   * @param headers its headers in order
   */
  public record Content(
      Optional<byte[]> key, Optional<byte[]> value, boolean valueLeft, List<Field> headers) {

    /** Copies the headers. */
    public Content {
      headers = List.copyOf(headers);
    }
  }

  /**
   * One header.
   *
   * @param name its name
   * @param value its bytes, if it has any
   */
  public record Field(String name, Optional<byte[]> value) {}
}
