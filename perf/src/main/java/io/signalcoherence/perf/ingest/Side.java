package io.signalcoherence.perf.ingest;

import io.signalcoherence.perf.load.LoadResult;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** One of the things that are measured in turn. Used by one thread. */
interface Side {

  /** Runs it for {@code warmUp}, which does not count, and then for {@code length}. */
  LoadResult run(Duration warmUp, Duration length) throws IOException, SQLException;

  /** Runs it for {@code length}, so that what compiles and caches has done so. */
  default void warmUp(Duration length) throws IOException, SQLException {
    run(length, Duration.ofSeconds(1));
  }
}
