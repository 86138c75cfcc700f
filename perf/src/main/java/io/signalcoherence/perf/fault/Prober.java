package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks for liveness and readiness, twenty times a second, on a thread of its own. */
final class Prober implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final URI management;
  private final List<Probe> probes = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "fault-prober");

  private Prober(URI management) {
    this.management = management;
  }

  static Prober start(URI management) {
    Prober prober = new Prober(management);
    prober.thread.setDaemon(true);
    prober.thread.start();
    return prober;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look(Probe.LIVE);
        look(Probe.READY);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(management.resolve(path)).timeout(LIMIT).GET().build();
    long sent = System.nanoTime();
    int status = 0;
    try {
      status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // No answer: the status says so.
    }
    keep(new Probe(path, sent, System.nanoTime() - sent, status));
  }

  private synchronized void keep(Probe probe) {
    probes.add(probe);
  }

  /** All so far, in the order of asking. */
  synchronized List<Probe> probes() {
    return List.copyOf(probes);
  }

  /** When readiness was first told after {@code since}; −1 if it was not. */
  long readyAfter(long since) {
    return probes().stream()
        .filter(probe -> probe.path().equals(Probe.READY) && probe.says(200))
        .filter(probe -> probe.sent() - since >= 0)
        .mapToLong(Probe::answered)
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
