package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.kafka.KafkaConfig;

/** Settings of the door for Kafka. */
enum KafkaSetting implements Setting {
  SERVERS(
      "kafka.bootstrap-servers",
      Kind.TEXT,
      "",
      "Brokers that signals are read from, as host:port, more separated by commas; empty reads"
          + " none."),
  CLIENT_FILE(
      "kafka.client-file",
      Kind.PATH,
      "",
      "Properties file with Kafka's own security.*, sasl.* and ssl.* settings; empty for brokers"
          + " that ask for no login."),
  TOPIC("kafka.topic", Kind.TEXT, KafkaConfig.Topics.STANDARD.signals(), "Topic of signals."),
  DEAD_LETTER_TOPIC(
      "kafka.dead-letter-topic",
      Kind.TEXT,
      KafkaConfig.Topics.STANDARD.deadLetters(),
      "Topic for what can't be counted, with the reason."),
  GROUP(
      "kafka.group",
      Kind.TEXT,
      "signalcoherence",
      "Consumer group; the same for all instances of a service."),
  PRINCIPAL(
      "kafka.principal",
      Kind.TEXT,
      "kafka",
      "Principal that the topic's signals are noted with; who may write to the topic is Kafka's to"
          + " say."),
  ORGANISATION(
      "kafka.organisation",
      Kind.TEXT,
      "",
      "Organisation of that principal; empty takes tenants.organisation."),
  TENANTS(
      "kafka.tenants",
      Kind.TEXT,
      "*",
      "Tenants that the topic may bring signals of, separated by commas; * is all."),
  POLL_RECORDS(
      "kafka.poll-records",
      Kind.NUMBER,
      KafkaConfig.Reading.STANDARD.pollRecords() + "",
      "Records that are read and submitted together at most; 1 to 10000."),
  OPEN_RECORDS(
      "kafka.open-records",
      Kind.NUMBER,
      KafkaConfig.Reading.STANDARD.openRecords() + "",
      "Records read and not yet final; then no more are read. kafka.poll-records to 1000000; with"
          + " more than ingest.queues.per-tenant, a tenant alone fills its queue."),
  OPEN_BYTES(
      "kafka.open-bytes",
      Kind.SIZE,
      Kind.text(KafkaConfig.Reading.STANDARD.openBytes()),
      "Bytes that those may have; 1MiB to 1GiB."),
  REQUEST_DEADLINE(
      "kafka.request-deadline",
      Kind.DURATION,
      Kind.text(KafkaConfig.Deadlines.STANDARD.request()),
      "How long one request to a broker may take; 100ms to 5m."),
  DELIVERY_DEADLINE(
      "kafka.delivery-deadline",
      Kind.DURATION,
      Kind.text(KafkaConfig.Deadlines.STANDARD.delivery()),
      "How long a dead letter may take to its acknowledgement, until it is written again; 5ms or"
          + " more beyond kafka.request-deadline, to 10m."),
  SESSION_TIMEOUT(
      "kafka.session-timeout",
      Kind.DURATION,
      Kind.text(KafkaConfig.Deadlines.STANDARD.session()),
      "How long an instance may be silent until others take over its partitions; 6s to 5m."),
  STOP_DEADLINE(
      "kafka.stop-deadline",
      Kind.DURATION,
      Kind.text(KafkaConfig.Deadlines.STANDARD.stop()),
      "How long a stop waits for what was read; 0s to 5m.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final Definition definition;

  KafkaSetting(String key, Kind kind, String defaultText, String meaning) {
    this.definition = new Definition(key, kind, defaultText, meaning);
  }

  @Override
  public Definition definition() {
    return definition;
  }
}
