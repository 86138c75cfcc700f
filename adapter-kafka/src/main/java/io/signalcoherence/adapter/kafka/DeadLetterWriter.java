package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.model.Receipt;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Puts records aside: writes each to the topic of dead letters, with the reason. Works on a thread
 * of its own, since a producer may wait for its broker; how much waits here is bounded by how many
 * records may be open.
 */
final class DeadLetterWriter implements AutoCloseable {

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final String topic;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "signalcoherence-kafka-dead-letters");
            daemon.setDaemon(true);
            return daemon;
          });
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * Connects with the first letter.
   *
   * @param producers makes a producer; asked again after one has failed for good
   */
  DeadLetterWriter(Supplier<Producer<byte[], byte[]>> producers, String topic) {
    this.producers = producers;
    this.topic = topic;
  }

  /**
   * Puts a record aside.
   *
   * @param done is told, once, on any thread: null once it is acknowledged, else why it may not
   *     have been
   */
  void write(
      ConsumerRecord<byte[], byte[]> record, Receipt receipt, Consumer<@Nullable Exception> done) {
    Headers headers = LetterHeaders.of(record, receipt);
    thread.execute(
        () ->
            send(
                new ProducerRecord<>(topic, null, record.key(), record.value(), headers),
                failure -> {
                  if (failure instanceof RecordTooLargeException) {
                    thread.execute(() -> sendWithoutValue(record, headers, done));
                  } else {
                    done.accept(failure);
                  }
                }));
  }

  /** A value that just fitted into its own topic may not fit beside the reason. */
  private void sendWithoutValue(
      ConsumerRecord<byte[], byte[]> record, Headers headers, Consumer<@Nullable Exception> done) {
    byte[] value = record.value();
    LetterHeaders.put(
        headers, LetterHeaders.VALUE_LEFT, Integer.toString(value == null ? 0 : value.length));
    send(
        new ProducerRecord<>(topic, null, record.key(), null, headers),
        failure -> {
          if (failure instanceof RecordTooLargeException) {
            thread.execute(() -> sendReasonAlone(headers, done));
          } else {
            done.accept(failure);
          }
        });
  }

  /**
   * Key and headers are too large by themselves: what is left says why, and where the rest lies.
   */
  private void sendReasonAlone(Headers headers, Consumer<@Nullable Exception> done) {
    send(
        new ProducerRecord<byte[], byte[]>(
            topic, (Integer) null, (byte[]) null, (byte[]) null, LetterHeaders.ours(headers)),
        done);
  }

  private void send(ProducerRecord<byte[], byte[]> letter, Consumer<@Nullable Exception> done) {
    try {
      Future<RecordMetadata> unused =
          producer().send(letter, (metadata, failure) -> done.accept(failure));
    } catch (RetriableException | RecordTooLargeException e) {
      done.accept(e);
    } catch (RuntimeException e) {
      abandon();
      done.accept(e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> current = producer;
    if (current == null) {
      current = producers.get();
      producer = current;
    }
    return current;
  }

  private void abandon() {
    Producer<byte[], byte[]> current = producer;
    producer = null;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }

  /** Ends without waiting for what is under way. */
  @Override
  public void close() {
    thread.execute(this::abandon);
    thread.shutdown();
  }
}
