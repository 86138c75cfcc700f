package io.signalcoherence.perf.cache;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service has counted of its reads, from its own metrics.
 *
 * @param served scores by where their sums came from
 * @param loads times that the ledger was asked for sums
 * @param renewals readings that were to be renewed ahead of their time, by what became of it
 */
record ReadCounts(Map<String, Long> served, long loads, Map<String, Long> renewals) {

  private static final Pattern SERVED = counter("reads_served_total", "source");
  private static final Pattern RENEWED = counter("cache_renewals_total", "outcome");
  private static final Pattern LOADS =
      Pattern.compile("reads_load_seconds_count(?:\\{[^}]*})? ([0-9.E+]+)");

  /** Copies the maps. */
  ReadCounts {
    served = new TreeMap<>(served);
    renewals = new TreeMap<>(renewals);
  }

  /** As a service tells now. */
  static ReadCounts of(HttpClient http, URI management) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(management.resolve("/metrics"))
            .timeout(Duration.ofSeconds(5))
            .GET()
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("metrics: status " + answer.statusCode() + " (expected: 200)");
    }
    return read(answer.body());
  }

  /** The counts in a text of the Prometheus form; 0 what is not in it. */
  static ReadCounts read(String text) {
    long loads = 0;
    Matcher found = LOADS.matcher(text);
    while (found.find()) {
      loads += (long) Double.parseDouble(found.group(1));
    }
    return new ReadCounts(byLabel(SERVED, text), loads, byLabel(RENEWED, text));
  }

  private static Pattern counter(String name, String label) {
    return Pattern.compile(name + "\\{[^}]*" + label + "=\"([a-z]+)\"[^}]*} ([0-9.E+]+)");
  }

  private static Map<String, Long> byLabel(Pattern line, String text) {
    Map<String, Long> counts = new TreeMap<>();
    Matcher found = line.matcher(text);
    while (found.find()) {
      counts.merge(found.group(1), (long) Double.parseDouble(found.group(2)), Long::sum);
    }
    return counts;
  }

  /** What was counted since an earlier reading. */
  ReadCounts since(ReadCounts before) {
    return new ReadCounts(
        less(served, before.served), loads - before.loads, less(renewals, before.renewals));
  }

  private static Map<String, Long> less(Map<String, Long> now, Map<String, Long> before) {
    Map<String, Long> less = new TreeMap<>();
    now.forEach((label, count) -> less.put(label, count - before.getOrDefault(label, 0L)));
    return less;
  }

  /** All of them together. */
  static ReadCounts sum(List<ReadCounts> all) {
    Map<String, Long> served = new TreeMap<>();
    Map<String, Long> renewals = new TreeMap<>();
    long loads = 0;
    for (ReadCounts each : all) {
      each.served.forEach((label, count) -> served.merge(label, count, Long::sum));
      each.renewals.forEach((label, count) -> renewals.merge(label, count, Long::sum));
      loads += each.loads;
    }
    return new ReadCounts(served, loads, renewals);
  }

  long served(String source) {
    return served.getOrDefault(source, 0L);
  }

  /** The part of all scores that were answered from what was kept, without asking the ledger. */
  double hitRate() {
    long all = served.values().stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0 : (double) (served("local") + served("shared")) / all;
  }
}
