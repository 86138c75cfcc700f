package io.signalcoherence.perf.cache;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.signalcoherence.perf.load.LoadResult;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One round on one side.
 *
 * @param side with the cache or without
 * @param reads what each instance's reads took
 * @param ingest what became of the signals meanwhile
 * @param counts what the instances counted meanwhile
 */
record CacheRound(Side side, List<LoadResult> reads, LoadResult ingest, ReadCounts counts) {

  private static final double LEAST_OF_RATE = 0.99;

  /** What is compared. */
  enum Side {
    /** As it is served. */
    WITH("with the cache"),
    /** With the same settings, but that nothing is kept. */
    WITHOUT("without it");

    private final String words;

    Side(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** The latency of the slowest instance, by its p95. */
  @JsonProperty("latency")
  LoadResult.Latency latency() {
    return reads.stream()
        .map(LoadResult::latency)
        .max(Comparator.comparingDouble(LoadResult.Latency::p95))
        .orElseThrow();
  }

  /** Whether every read was answered with a score and every signal taken, at the rates asked. */
  @JsonProperty("sound")
  boolean sound() {
    return Stream.concat(reads.stream(), Stream.of(ingest))
        .allMatch(
            each ->
                each.errors().isEmpty()
                    && each.rate().achieved() >= LEAST_OF_RATE * each.rate().wanted());
  }
}
