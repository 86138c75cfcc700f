package io.signalcoherence.perf.start;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.signalcoherence.perf.service.Memory;

/**
 * Memory at one moment.
 *
 * @param service of the service's process
 * @param postgres of all processes of its PostgreSQL
 */
record MemoryReading(Memory service, Memory postgres) {

  /** What both take together, each shared page counted once, MiB. */
  @JsonProperty("together")
  double together() {
    return service.pssMebibytes() + postgres.pssMebibytes();
  }
}
