package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.SignalPublisher;

/** Opens what signals are published with. */
interface Publishing {

  /** One with these deadlines; whoever opens it closes it. */
  SignalPublisher open(KafkaConfig.Deadlines deadlines);
}
