package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.TenantId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends signals to the topic that the door reads, each with its tenant as the key. A record that is
 * acknowledged is with all replicas in sync, once. Thread-safe.
 */
public final class SignalPublisher implements AutoCloseable {

  private static final String CONTENT_TYPE = "content-type";

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Deadlines deadlines;
  private final Reach reach;

  private SignalPublisher(Producer<byte[], byte[]> producer, String topic, Deadlines deadlines) {
    this.producer = producer;
    this.topic = topic;
    this.deadlines = deadlines;
    this.reach = new Reach(deadlines.request().dividedBy(2));
  }

  static SignalPublisher open(KafkaConnection connection, String topic, Deadlines deadlines) {
    try {
      Producer<byte[], byte[]> producer =
          new KafkaProducer<>(
              ClientSettings.producer(connection, deadlines),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      return new SignalPublisher(producer, topic, deadlines);
    } catch (KafkaException e) {
      throw new UnavailableException("kafka-unavailable", String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Sends one signal in our own JSON form. May wait, at most the request deadline, for a connection
   * or for room; that is what bounds how much is under way. Once the brokers have been silent for
   * half of that, it does not wait: but for one at a time, records are refused until one is
   * acknowledged.
   *
   * @param tenant the signal's tenant
   * @param document the signal, UTF-8; it is not read here
   * @return completes when it is acknowledged; exceptionally with {@link OutcomeUnknownException}
   *     if it may or may not have been written (send it again: it counts once), with {@link
   *     UnavailableException} if it was not, since the brokers are away ({@code kafka-away}; send
   *     it again) or refuse this sender ({@code kafka-refused}), or with {@link
   *     InvalidValueException} if it is too large
   */
  public CompletionStage<Void> send(TenantId tenant, byte[] document) {
    return send(tenant, document, "application/json");
  }

  /**
   * As above, one CloudEvent in structured mode.
   *
   * @param event the event in the JSON format, UTF-8
   */
  public CompletionStage<Void> sendEvent(TenantId tenant, byte[] event) {
    return send(tenant, event, "application/cloudevents+json; charset=UTF-8");
  }

  private CompletionStage<Void> send(TenantId tenant, byte[] value, String contentType) {
    Headers headers = new RecordHeaders();
    headers.add(CONTENT_TYPE, HeaderText.bytes(contentType));
    CompletableFuture<Void> sent = new CompletableFuture<>();
    if (!reach.begin()) {
      sent.completeExceptionally(
          new UnavailableException("kafka-away", "the brokers are silent; nothing was sent", null));
      return sent;
    }
    AtomicReference<@Nullable Thread> calling = new AtomicReference<>(Thread.currentThread());
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, null, HeaderText.bytes(tenant.value()), value, headers),
              (metadata, failure) -> {
                reach.ended(failure);
                if (failure == null) {
                  sent.complete(null);
                } else {
                  boolean inCall = calling.get() == Thread.currentThread();
                  sent.completeExceptionally(told(failure, value.length, !inCall));
                }
              });
    } catch (KafkaException e) {
      reach.ended(e);
      sent.completeExceptionally(told(e, value.length, false));
    } finally {
      calling.set(null);
    }
    return sent;
  }

  /**
   * What a failure means to the sender.
   *
   * @param leftUs whether the record was under way; what fails while it is handed over was not
   */
  private static RuntimeException told(Exception failure, int bytes, boolean leftUs) {
    if (failure instanceof RecordTooLargeException) {
      return new InvalidValueException("value", bytes + " bytes", "what the topic takes");
    }
    if (failure instanceof AuthenticationException
        || failure instanceof AuthorizationException
        || failure instanceof InvalidTopicException) {
      return new UnavailableException(
          "kafka-refused", String.valueOf(failure.getMessage()), failure);
    }
    if (!leftUs) {
      return new UnavailableException("kafka-away", String.valueOf(failure.getMessage()), failure);
    }
    return new OutcomeUnknownException(
        "kafka-outcome-unknown", String.valueOf(failure.getMessage()), failure);
  }

  /** Sends what waits, at most the delivery deadline long, and disconnects. */
  @Override
  public void close() {
    producer.close(deadlines.delivery());
  }
}
