package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** What Kafka is used for: a door for signals, and tools beside it. */
public final class KafkaAdapter {

  private KafkaAdapter() {}

  /** Begins to read; returns at once, whether or not the brokers are there. */
  public static SignalConsumer consume(KafkaConfig config, KafkaPorts ports) {
    return SignalConsumer.start(config, ports);
  }

  /**
   * Opens a sender of signals; it connects with the first one.
   *
   * @throws UnavailableException if the address of no broker can be found
   */
  public static SignalPublisher publisher(
      KafkaConnection connection, Topics topics, Deadlines deadlines) {
    return SignalPublisher.open(connection, topics.signals(), deadlines);
  }

  /**
   * The tools for dead letters.
   *
   * @param group the consumer group of the door; how far letters were sent again is stored beside
   */
  public static DeadLetterDesk deadLetters(
      KafkaConnection connection, Topics topics, String group, Deadlines deadlines) {
    return new DeadLetterDesk(connection, topics, group, deadlines);
  }

  /**
   * Makes the topics that are not there, with as many replicas as the brokers make by default, and
   * returns once their leaders answer: a sender that is quicker than they are can have its first
   * batches reordered, and then waits out its deadline. For a broker of one's own; elsewhere an
   * operator makes topics, with the replicas that he wants.
   *
   * @param partitions how many partitions each gets
   * @throws UnavailableException if the brokers refuse
   * @throws TimedOutException if they don't answer in time
   */
  public static void makeTopics(
      KafkaConnection connection, Topics topics, Deadlines deadlines, int partitions) {
    try (Admin admin = Admin.create(ClientSettings.admin(connection, deadlines))) {
      Map<String, KafkaFuture<Void>> made =
          admin
              .createTopics(
                  Stream.of(topics.signals(), topics.deadLetters())
                      .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                      .toList())
              .values();
      Map<TopicPartition, OffsetSpec> leaders = new HashMap<>();
      for (Map.Entry<String, KafkaFuture<Void>> each : made.entrySet()) {
        if (await(each.getValue(), deadlines)) {
          for (int partition = 0; partition < partitions; partition++) {
            leaders.put(new TopicPartition(each.getKey(), partition), OffsetSpec.latest());
          }
        }
      }
      await(admin.listOffsets(leaders).all(), deadlines);
    } catch (KafkaException e) {
      throw new UnavailableException("kafka-unavailable", String.valueOf(e.getMessage()), e);
    }
  }

  /** Waits for an answer; false if it is that a topic was there already. */
  private static boolean await(KafkaFuture<?> answer, Deadlines deadlines) {
    try {
      answer.get(deadlines.request().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new UnavailableException(
          "kafka-unavailable", "topics not made: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new TimedOutException("kafka-timeout", "topics not made in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("kafka-unavailable", "interrupted", e);
    }
  }
}
