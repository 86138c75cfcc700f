package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaPorts;
import io.signalcoherence.adapter.kafka.SignalConsumer;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.out.StreamObserver;
import java.util.List;
import java.util.Optional;

/** The door for Kafka, where brokers are named. */
final class KafkaModule extends AbstractModule {

  /**
   * The door, open.
   *
   * @param consumer empty where no brokers are named
   */
  record KafkaDoor(Optional<SignalConsumer> consumer) {

    Optional<SignalConsumer.Condition> condition() {
      return consumer.map(SignalConsumer::condition);
    }

    /** How it is, for readiness: while brokers are away the service is ready, by its other door. */
    List<Component> components() {
      return condition().stream()
          .map(
              now ->
                  now.connected()
                      ? new Component("kafka", true, "answers")
                      : new Component("kafka", false, "degraded: no answer; what is sent waits"))
          .toList();
    }
  }

  @Provides
  @Singleton
  KafkaDoor door(
      Configuration configuration,
      SignalCoherence engine,
      Decoders decoders,
      StreamObserver observer,
      Lifecycle lifecycle) {
    return new KafkaDoor(
        configuration
            .kafka()
            .map(
                config ->
                    lifecycle.add(
                        "kafka",
                        KafkaAdapter.consume(
                            config,
                            new KafkaPorts(
                                engine.ingest(),
                                decoders.signals(),
                                decoders.events(),
                                observer)))));
  }

  @Provides
  Decoders decoders(SignalDecoder signals) {
    return new Decoders(signals, JsonSignals.eventDecoder());
  }

  /** One reading of each form, shared by all doors. */
  record Decoders(SignalDecoder signals, EventDecoder events) {}
}
