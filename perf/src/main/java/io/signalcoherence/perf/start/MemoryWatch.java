package io.signalcoherence.perf.start;

import io.signalcoherence.perf.service.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads the memory of the service and its PostgreSQL once a second until it is closed. */
final class MemoryWatch implements AutoCloseable {

  private final long service;
  private final long postgres;
  private final List<MemoryReading> readings = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /**
   * Begins to watch.
   *
   * @param service a process
   * @param postgres the root of a tree of processes
   */
  MemoryWatch(long service, long postgres) {
    this.service = service;
    this.postgres = postgres;
    var unused = timer.scheduleAtFixedRate(this::read, 1, 1, TimeUnit.SECONDS);
  }

  private void read() {
    try {
      MemoryReading reading = new MemoryReading(Memory.of(service), Memory.ofTree(postgres));
      synchronized (readings) {
        readings.add(reading);
      }
    } catch (IOException e) {
      // A process has ended: what was read before stands.
    }
  }

  /**
   * The reading in which both together took most.
   *
   * @throws IOException if there was none
   */
  MemoryReading largest() throws IOException {
    synchronized (readings) {
      return readings.stream()
          .max((one, other) -> Double.compare(one.together(), other.together()))
          .orElseThrow(() -> new IOException("memory: not read (the processes are gone)"));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
