package io.signalcoherence.perf.fault;

/**
 * What Prometheus made of a fault with the alerts that are delivered, each after a second in place
 * of minutes.
 *
 * @param isWatched whether there was a Prometheus
 * @param firedMillis from the fault to when the alert fired; −1 if it did not
 */
record Alarm(boolean isWatched, long firedMillis) {

  /** There is no Prometheus here. */
  static final Alarm UNWATCHED = new Alarm(false, -1);

  /** What Prometheus takes: a scrape, an evaluation and the wait, each of a second, and a look. */
  static final long SLACK_MILLIS = 5_000;

  String text() {
    if (!isWatched) {
      return "no Prometheus";
    }
    return firedMillis < 0 ? "–" : Long.toString(firedMillis);
  }
}
