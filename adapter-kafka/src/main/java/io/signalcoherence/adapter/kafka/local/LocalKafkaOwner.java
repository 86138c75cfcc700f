package io.signalcoherence.adapter.kafka.local;

import java.time.Instant;
import java.util.Optional;

/**
 * The process that owns a data folder.
 *
 * @param pid its process id
 * @param since when it took the folder
 * @param bootstrapServers where its broker listens; empty while that is not up
 */
public record LocalKafkaOwner(long pid, Instant since, Optional<String> bootstrapServers) {}
