package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Principal;
import java.time.Duration;

/**
 * How the door for Kafka works.
 *
 * @param connection where the brokers are
 * @param topics what is read and written
 * @param binding who the topic's signals come from
 * @param reading how much is read at once
 * @param deadlines how long calls may take
 */
public record KafkaConfig(
    KafkaConnection connection,
    Topics topics,
    Binding binding,
    Reading reading,
    Deadlines deadlines) {

  /** How long a producer gathers records before it sends them. */
  static final int LINGER_MILLIS = 5;

  /**
   * The topics.
   *
   * @param signals where signals come from
   * @param deadLetters where those go that can't be counted, each with the reason
   */
  public record Topics(String signals, String deadLetters) {

    /** Signals from {@code coherence.signals.v1}, dead letters to {@code …v1.dlq}. */
    public static final Topics STANDARD =
        new Topics("coherence.signals.v1", "coherence.signals.v1.dlq");

    private static final int MAX_LENGTH = 249;

    /**
     * Validates the names.
     *
     * @throws InvalidValueException if Kafka has no topic of the name, or both are the same
     */
    public Topics {
      require("kafka.topic", signals);
      require("kafka.dead-letter-topic", deadLetters);
      if (signals.equals(deadLetters)) {
        throw new InvalidValueException(
            "kafka.dead-letter-topic", deadLetters, "another one than kafka.topic");
      }
    }

    private static void require(String name, String topic) {
      boolean legal =
          topic.matches("[a-zA-Z0-9._-]{1," + MAX_LENGTH + "}") && !topic.matches("\\.{1,2}");
      if (!legal) {
        throw new InvalidValueException(
            name, topic, "1 to 249 of the letters a-z, A-Z, 0-9, dot, dash and underscore");
      }
    }
  }

  /**
   * Who the topic's signals come from: who may write to a topic is Kafka's to say, so the topic as
   * a whole stands for one principal.
   *
   * @param group the consumer group, which the instances of a service share
   * @param principal the principal that is noted with each signal
   * @param grant the tenants that it may write to
   */
  public record Binding(String group, Principal principal, Grant grant) {

    /**
     * Validates the group.
     *
     * @throws InvalidValueException if it is blank
     */
    public Binding {
      if (group.isBlank()) {
        throw new InvalidValueException("kafka.group", group, "a name");
      }
    }
  }

  /**
   * How much is read at once. A signal that is read and whose fate is not final is open; one that
   * follows an open one in its partition is open too, since a crash would repeat both.
   *
   * @param pollRecords records that one poll brings at most, which are submitted together, 1 to
   *     10,000
   * @param openRecords how many may be open before no more are read, {@code pollRecords} to
   *     1,000,000
   * @param openBytes how many bytes of keys and values those may have, 1 MiB to 1 GiB
   */
  public record Reading(int pollRecords, int openRecords, int openBytes) {

    /** 1,000 a poll, 5,000 open, 32 MiB. */
    public static final Reading STANDARD = new Reading(1_000, 5_000, 32 << 20);

    private static final int MAX_POLL = 10_000;
    private static final int MAX_OPEN = 1_000_000;

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public Reading {
      if (pollRecords < 1 || pollRecords > MAX_POLL) {
        throw new InvalidValueException("kafka.poll-records", pollRecords, "1 to 10000");
      }
      if (openRecords < pollRecords || openRecords > MAX_OPEN) {
        throw new InvalidValueException(
            "kafka.open-records", openRecords, "kafka.poll-records to 1000000");
      }
      if (openBytes < 1 << 20 || openBytes > 1 << 30) {
        throw new InvalidValueException("kafka.open-bytes", openBytes, "1 MiB to 1 GiB");
      }
    }
  }

  /**
   * How long calls may take.
   *
   * @param request one request to a broker, its connection included, 100 ms to 5 min
   * @param delivery one record from the producer to its acknowledgement, all tries together, more
   *     than {@code request} and up to 10 min
   * @param session how long a reader may be silent before its partitions go to others, 6 s to 5 min
   * @param stop how long an orderly end waits for what is open, 0 to 5 min
   */
  public record Deadlines(Duration request, Duration delivery, Duration session, Duration stop) {

    private static final Duration MOST = Duration.ofMinutes(5);

    /** 10 s, 30 s, 10 s, 10 s. */
    public static final Deadlines STANDARD =
        new Deadlines(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    /**
     * Validates the ranges.
     *
     * @throws InvalidValueException if one is out of range
     */
    public Deadlines {
      require("kafka.request-deadline", request, Duration.ofMillis(100), MOST, "100ms to 5m");
      require(
          "kafka.delivery-deadline",
          delivery,
          request.plusMillis(LINGER_MILLIS),
          Duration.ofMinutes(10),
          "at least 5ms more than kafka.request-deadline, to 10m");
      require("kafka.session-timeout", session, Duration.ofSeconds(6), MOST, "6s to 5m");
      require("kafka.stop-deadline", stop, Duration.ZERO, MOST, "0s to 5m");
    }

    private static void require(
        String name, Duration value, Duration least, Duration most, String expected) {
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new InvalidValueException(name, value, expected);
      }
    }
  }
}
