package io.signalcoherence.adapter.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers every two seconds how far the committed offsets are behind the ends of the
 * partitions held here. It asks on a connection of its own: the reader's view is that of its last
 * fetch, and a paused or cut-off reader does not fetch.
 */
final class LagWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
  private static final long INTERVAL_MILLIS = 2_000;

  private final Supplier<Admin> admins;
  private final KafkaConfig config;
  private final Standing standing;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "signalcoherence-kafka-lag");
            daemon.setDaemon(true);
            return daemon;
          });
  private @Nullable Admin admin;
  private boolean failing;

  private LagWatch(Supplier<Admin> admins, KafkaConfig config, Standing standing) {
    this.admins = admins;
    this.config = config;
    this.standing = standing;
  }

  static LagWatch keep(Supplier<Admin> admins, KafkaConfig config, Standing standing) {
    LagWatch watch = new LagWatch(admins, config, standing);
    ScheduledFuture<?> unused =
        watch.thread.scheduleWithFixedDelay(watch::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      standing.lag(OptionalLong.of(lag(standing.partitions())));
      if (failing) {
        failing = false;
        LOG.atInfo().addKeyValue("op", "kafka_lag").log("the brokers answer again");
      }
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      standing.lag(OptionalLong.empty());
      if (!failing) {
        failing = true;
        LOG.atWarn()
            .addKeyValue("op", "kafka_lag")
            .addKeyValue("error_code", e.getClass().getSimpleName())
            .log("the brokers don't answer: {}", e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long lag(Set<Integer> held)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions =
        held.stream()
            .map(partition -> new TopicPartition(config.topics().signals(), partition))
            .toList();
    Map<TopicPartition, OffsetAndMetadata> committed =
        within(
            admin()
                .listConsumerGroupOffsets(config.binding().group())
                .partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    List<TopicPartition> untouched =
        partitions.stream().filter(partition -> committed.get(partition) == null).toList();
    Map<TopicPartition, Long> begins = offsets(untouched, OffsetSpec.earliest());
    long lag = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      long begin = offset == null ? begins.getOrDefault(partition, 0L) : offset.offset();
      lag += Math.max(0, ends.getOrDefault(partition, 0L) - begin);
    }
    return lag;
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec place)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, place));
    Map<TopicPartition, Long> found = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each :
        within(admin().listOffsets(asked).all()).entrySet()) {
      found.put(each.getKey(), each.getValue().offset());
    }
    return found;
  }

  private <T> T within(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(config.deadlines().request().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Admin admin() {
    Admin current = admin;
    if (current == null) {
      current = admins.get();
      admin = current;
    }
    return current;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(
          config.deadlines().request().toMillis(), TimeUnit.MILLISECONDS)) {
        return; // its connection ends with the process
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Admin current = admin;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }
}
