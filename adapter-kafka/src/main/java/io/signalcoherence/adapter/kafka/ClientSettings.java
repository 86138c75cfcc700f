package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of Kafka's clients: every wait is bounded, and nothing is sent to others. */
final class ClientSettings {

  private static final int RECONNECT_MILLIS = 50;
  private static final int MOST_RECONNECT_MILLIS = 1_000;

  /** More than a broker takes by default, so that the broker alone says what is too large. */
  private static final int MOST_REQUEST_BYTES = 64 << 20;

  private ClientSettings() {}

  /** A member of the group, which alone says what is committed. */
  static Map<String, Object> groupMember(KafkaConfig config) {
    Map<String, Object> settings = reader(config.connection(), config.deadlines());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.binding().group());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.reading().pollRecords());
    // Of the classic protocol, which brokers of every age speak and which lets a member say how
    // long
    // it may be silent; with the next protocol only the broker says so.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class));
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(config.deadlines().session()));
    settings.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        millis(config.deadlines().session().dividedBy(4)));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, config.reading().openBytes());
    return settings;
  }

  /** One that reads what it is told to, outside any group. */
  static Map<String, Object> reader(KafkaConnection connection, Deadlines deadlines) {
    Map<String, Object> settings = client(connection, deadlines);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(deadlines.request()));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What was deleted under a reader is passed over, and nothing else.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return settings;
  }

  /** One whose records are acknowledged by all replicas in sync, each written once. */
  static Map<String, Object> producer(KafkaConnection connection, Deadlines deadlines) {
    Map<String, Object> settings = client(connection, deadlines);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(deadlines.delivery()));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(deadlines.request()));
    settings.put(ProducerConfig.LINGER_MS_CONFIG, KafkaConfig.LINGER_MILLIS);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_REQUEST_BYTES);
    return settings;
  }

  static Map<String, Object> admin(KafkaConnection connection, Deadlines deadlines) {
    Map<String, Object> settings = client(connection, deadlines);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(deadlines.request()));
    return settings;
  }

  private static Map<String, Object> client(KafkaConnection connection, Deadlines deadlines) {
    Map<String, Object> settings = new HashMap<>(connection.client());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(deadlines.request()));
    settings.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
        (long) millis(deadlines.request()));
    settings.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
        (long) millis(deadlines.request()));
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, (long) RECONNECT_MILLIS);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, (long) MOST_RECONNECT_MILLIS);
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
