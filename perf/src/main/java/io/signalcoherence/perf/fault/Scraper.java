package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks for the metrics four times a second, on a thread of its own. */
final class Scraper implements AutoCloseable {

  private static final long PAUSE_MILLIS = 250;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final URI page;
  private final List<Scrape> seen = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "fault-scraper");

  private Scraper(URI page) {
    this.page = page;
  }

  static Scraper start(URI management) {
    Scraper scraper = new Scraper(management.resolve("/metrics"));
    scraper.thread.setDaemon(true);
    scraper.thread.start();
    return scraper;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    long sent = System.nanoTime();
    HttpRequest request = HttpRequest.newBuilder(page).timeout(LIMIT).GET().build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        keep(Scrape.of(sent, answer.body()));
      }
    } catch (IOException e) {
      return; // what is not told is missed by whoever looks for it
    }
  }

  private synchronized void keep(Scrape scrape) {
    seen.add(scrape);
  }

  /** The first that was asked for in a time and says something. */
  synchronized Optional<Scrape> first(long from, long until, Predicate<Scrape> says) {
    return seen.stream()
        .filter(each -> each.sent() - from >= 0 && each.sent() - until < 0)
        .filter(says)
        .findFirst();
  }

  /** The last one, if it was asked for after a moment. */
  synchronized Optional<Scrape> lastSince(long moment) {
    return seen.isEmpty()
        ? Optional.empty()
        : Optional.of(seen.get(seen.size() - 1)).filter(last -> last.sent() - moment >= 0);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
