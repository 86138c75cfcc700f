package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.localservers.FolderOwner;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that owns a data folder.
 *
 * @param pid its process id
 * @param since when it took the folder
 * @param bootstrapServers where its broker listens; empty while that is not up
 */
public record LocalKafkaOwner(long pid, Instant since, Optional<String> bootstrapServers) {

  static final String BOOTSTRAP_SERVERS = "bootstrap-servers";

  static LocalKafkaOwner of(FolderOwner owner) {
    return new LocalKafkaOwner(owner.pid(), owner.since(), owner.detail(BOOTSTRAP_SERVERS));
  }
}
