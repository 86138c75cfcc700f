package io.signalcoherence.adapter.kafka.local;

import java.util.Optional;

/** What was found on a data folder by someone who does not own it. */
public sealed interface LocalKafkaAttachment {

  /**
   * A live process owns the folder and its broker is up.
   *
   * @param bootstrapServers where the broker listens
   * @param owner the process that owns the folder
   * @param brokerPid the broker's process id
   */
  record Running(String bootstrapServers, LocalKafkaOwner owner, long brokerPid)
      implements LocalKafkaAttachment {}

  /**
   * A live process owns the folder, and its broker is starting or stopped.
   *
   * @param owner the process, if it has made itself known
   */
  record NotReady(Optional<LocalKafkaOwner> owner) implements LocalKafkaAttachment {}

  /**
   * Nobody owns the folder; a broker that a dead owner left may still run.
   *
   * @param detail one line that says what was found
   */
  record Unowned(String detail) implements LocalKafkaAttachment {}
}
