package io.signalcoherence.perf.stream;

import io.signalcoherence.perf.service.ServiceKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Watches the group's committed offsets while a topic is worked off. */
final class Draining {

  private static final long POLL_MILLIS = 50;

  private final ServiceKafka kafka;
  private final Duration patience;

  Draining(ServiceKafka kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  /**
   * How far the group was at a moment.
   *
   * @param nanos by {@link System#nanoTime}
   * @param committed records
   * @param lag records that were not
   */
  record Moment(long nanos, long committed, long lag) {}

  /**
   * Looks until no more than so many records are left.
   *
   * @return what was seen, from before the first commit on
   * @throws IOException if that takes too long
   */
  List<Moment> until(long lag) throws IOException, InterruptedException {
    List<Moment> moments = new ArrayList<>();
    long began = System.nanoTime();
    while (true) {
      long committed = ServiceKafka.sum(kafka.committed());
      Moment now =
          new Moment(System.nanoTime(), committed, ServiceKafka.sum(kafka.ends()) - committed);
      moments.add(now);
      if (now.lag() <= lag) {
        return moments;
      }
      if (now.nanos() - began > patience.toNanos()) {
        throw new IOException(now.lag() + " records are not committed after " + patience);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** The last moment before anything more was committed than at first. */
  static Moment start(List<Moment> moments) {
    Moment start = moments.get(0);
    for (Moment moment : moments) {
      if (moment.committed() > start.committed()) {
        break;
      }
      start = moment;
    }
    return start;
  }

  /** Records committed a second between two moments. */
  static double rate(Moment from, Moment until) {
    return (until.committed() - from.committed()) / seconds(from, until);
  }

  static double seconds(Moment from, Moment until) {
    return (until.nanos() - from.nanos()) / 1e9;
  }
}
