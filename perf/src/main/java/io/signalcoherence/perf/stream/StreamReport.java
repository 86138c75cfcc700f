package io.signalcoherence.perf.stream;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code bench kafka} measured.
 *
 * @param service its JDK and settings in words
 * @param bare records a second that a bare consumer of the same topic read
 * @param reading the service on a filled topic
 * @param http batches of 100 by HTTP; nothing if that was not measured
 * @param drain the service on a lag that still grows
 */
record StreamReport(String service, double bare, Reading reading, Http http, Drain drain) {

  /** What a rate must be, in signals a second. */
  private static final double GOAL = 40_000;

  /** Records that a service has committed when it is called warm. */
  private static final double WARM = 0.4;

  /**
   * A filled topic, worked off.
   *
   * @param signals of the topic
   * @param rate signals a second, from the last moment before the first commit to the end
   * @param warm the same of the last three fifths
   * @param seconds from that moment to the end
   * @param cpu seconds for 1,000 signals, by process, the service's start not included
   */
  record Reading(long signals, double rate, double warm, double seconds, Map<String, Double> cpu) {

    static Reading of(List<Draining.Moment> moments, Map<String, Double> cpu) {
      Draining.Moment first = Draining.start(moments);
      Draining.Moment last = moments.get(moments.size() - 1);
      long signals = last.committed() - first.committed();
      Draining.Moment warm =
          moments.stream()
              .filter(now -> now.committed() - first.committed() >= WARM * signals)
              .findFirst()
              .orElse(first);
      return new Reading(
          signals,
          Draining.rate(first, last),
          Draining.rate(warm, last),
          Draining.seconds(first, last),
          cpu);
    }
  }

  /**
   * The same service by HTTP.
   *
   * @param rate signals a second
   * @param cpu seconds for 1,000 signals, by process
   */
  record Http(double rate, Map<String, Double> cpu) {}

  /**
   * A lag, worked off while more came.
   *
   * @param arrival signals a second that came meanwhile
   * @param lag when the first of them was committed
   * @param seconds until less than a fifth of a second's arrivals was left
   * @param drained by how many a second the lag went down
   * @param ratio of that to the arrival
   */
  record Drain(int arrival, long lag, double seconds, double drained, double ratio) {

    static Drain of(int arrival, List<Draining.Moment> moments) {
      Draining.Moment first = Draining.start(moments);
      Draining.Moment last = moments.get(moments.size() - 1);
      double seconds = Draining.seconds(first, last);
      double drained = (first.lag() - last.lag()) / seconds;
      return new Drain(arrival, first.lag(), seconds, drained, drained / arrival);
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Kafka to scored: %.0f signals/s (%d in %.1f s), warm %.0f (goal: %.0f)%n",
            reading.rate(),
            reading.signals(),
            reading.seconds(),
            reading.warm(),
            GOAL));
    cpu(text, reading.cpu());
    text.append(
        String.format(
            Locale.ROOT,
            "bare consumer: %.0f records/s; warm / bare %.3f%n",
            bare,
            reading.warm() / bare));
    if (http.rate() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "batches by HTTP: %.0f signals/s; warm / HTTP %.2f%n",
              http.rate(),
              reading.warm() / http.rate()));
      cpu(text, http.cpu());
    }
    text.append(
        String.format(
            Locale.ROOT,
            "lag of %d while %d/s came: gone after %.1f s, by %.0f/s: %.1f times the arrival (goal:"
                + " 10)%n",
            drain.lag(),
            drain.arrival(),
            drain.seconds(),
            drain.drained(),
            drain.ratio()));
    return text.toString();
  }

  private static void cpu(StringBuilder text, Map<String, Double> cpu) {
    text.append("  CPU ms per 1,000 signals:");
    new TreeMap<>(cpu)
        .forEach(
            (name, seconds) ->
                text.append(String.format(Locale.ROOT, " %s %.1f", name, seconds * 1000)));
    text.append(System.lineSeparator());
  }
}
