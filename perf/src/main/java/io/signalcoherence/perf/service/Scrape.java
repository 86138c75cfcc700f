package io.signalcoherence.perf.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a service's metrics said at one moment.
 *
 * @param samples by name with labels, as the page writes them
 */
public record Scrape(Map<String, Double> samples) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  /**
   * Asks a service.
   *
   * @throws IOException if it does not answer within 2 s
   */
  public static Scrape of(ServiceProcess service) throws IOException, InterruptedException {
    URI page = service.management().resolve("/metrics");
    HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(2)).GET().build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(page + ": status " + answer.statusCode());
    }
    return read(answer.body());
  }

  /** Reads a page in Prometheus' text format. */
  static Scrape read(String page) {
    Map<String, Double> samples = new LinkedHashMap<>();
    page.lines()
        .filter(line -> !line.startsWith("#") && line.indexOf(' ') > 0)
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              samples.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
            });
    return new Scrape(samples);
  }

  /**
   * The sum over the samples of a name that have all these labels; 0 if there is none.
   *
   * @param labels each as {@code name="value"}
   */
  public double sum(String name, String... labels) {
    return samples.entrySet().stream()
        .filter(sample -> isOf(sample.getKey(), name, labels))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean isOf(String sample, String name, String... labels) {
    if (!sample.equals(name) && !sample.startsWith(name + "{")) {
      return false;
    }
    for (String label : labels) {
      if (!sample.contains("{" + label) && !sample.contains("," + label)) {
        return false;
      }
    }
    return true;
  }
}
