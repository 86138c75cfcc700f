package io.signalcoherence.adapter.kafka.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** Asks a broker whether it is up, and whether it is the one of this folder. */
final class BrokerProbe implements AutoCloseable {

  private static final int ASK_MILLIS = 2_000;

  private final Admin admin;
  private final String clusterId;

  BrokerProbe(String bootstrapServers, String clusterId) {
    this.clusterId = clusterId;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ASK_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ASK_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                20,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
  }

  /** Whether the broker of this folder has answered within the time, or at most 2 s. */
  boolean answers(Duration within) {
    int millis = (int) Math.max(1, Math.min(ASK_MILLIS, within.toMillis()));
    DescribeClusterResult cluster =
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis));
    try {
      return cluster.clusterId().get(millis, TimeUnit.MILLISECONDS).equals(clusterId)
          && !cluster.nodes().get(millis, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
