package io.signalcoherence.ports.in;

/** Writes the service's metrics for a scraper. Called from any thread; may take milliseconds. */
public interface MetricsPage {

  /**
   * Renders all metrics as they are now.
   *
   * @param accept the scraper's {@code Accept} header; empty if it sent none
   */
  Page render(String accept);

  /**
   * A rendered page.
   *
   * @param contentType its media type
   * @param body its text; sent as UTF-8
   */
  record Page(String contentType, String body) {}
}
