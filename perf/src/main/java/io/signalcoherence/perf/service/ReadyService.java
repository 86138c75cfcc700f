package io.signalcoherence.perf.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A service that was started and has said that it is ready, and its PostgreSQL. Closing it ends
 * both. Used by one thread.
 *
 * @param process the service
 * @param postgres that below its data folder
 * @param startedIn from the start of the process to its readiness, to 20 ms
 */
public record ReadyService(ServiceProcess process, ServicePostgres postgres, Duration startedIn)
    implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  /**
   * Starts it and waits until it is ready.
   *
   * @param launch what is run, and how
   * @param data its data folder, new or used
   * @param settings of its environment
   * @param log where its output goes, appended
   * @throws IOException if it does not become ready
   */
  public static ReadyService start(
      ServiceLaunch launch, Path data, Map<String, String> settings, Path log)
      throws IOException, InterruptedException {
    ServiceProcess process = new ServiceProcess(launch, data, settings, log);
    long began = System.nanoTime();
    process.start();
    boolean ready = process.awaitReady(LONGEST_START);
    Duration startedIn = Duration.ofNanos(System.nanoTime() - began);
    if (!ready) {
      process.close();
      throw new IOException("not ready, see " + log);
    }
    return new ReadyService(process, new ServicePostgres(data), startedIn);
  }

  @Override
  public void close() {
    process.close();
  }
}
