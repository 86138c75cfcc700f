package io.signalcoherence.adapter.http;

import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop. One timer a loop looks after all their deadlines, instead of
 * one a request. Lives on that loop.
 */
final class LoopConnections {

  private static final Logger LOG = LoggerFactory.getLogger(LoopConnections.class);
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Duration LONGEST_PERIOD = Duration.ofMillis(500);
  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(5);
  private static final int PERIODS_A_DEADLINE = 4;

  private final EventLoop loop;
  private final Set<Connection> connections = new HashSet<>();
  private long dateSecond = -1;
  private byte[] date = new byte[0];
  private boolean draining;
  private @Nullable Runnable whenEmpty;

  LoopConnections(EventLoop loop) {
    this.loop = loop;
  }

  void start(HttpDeadlines deadlines) {
    long period = period(deadlines).toNanos();
    // it ends with the loop
    Future<?> unused = loop.scheduleAtFixedRate(this::sweep, period, period, TimeUnit.NANOSECONDS);
  }

  void add(Connection connection) {
    connections.add(connection);
    if (draining) {
      connection.drain();
    }
  }

  void remove(Connection connection) {
    connections.remove(connection);
    reportEmpty();
  }

  /** Lets each connection end after its answers under way. */
  void drain(Runnable empty) {
    draining = true;
    whenEmpty = empty;
    snapshot().forEach(Connection::drain);
    reportEmpty();
  }

  void cut() {
    snapshot().forEach(Connection::cut);
  }

  /** The value of the {@code Date} header now. */
  byte[] date() {
    long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    if (second != dateSecond) {
      dateSecond = second;
      date = IMF_FIXDATE.format(Instant.ofEpochSecond(second)).getBytes(StandardCharsets.US_ASCII);
    }
    return date;
  }

  private void sweep() {
    long now = System.nanoTime();
    snapshot().forEach(connection -> sweep(connection, now));
  }

  /**
   * A failure ends one connection; thrown on, it would end the timer, and with it all deadlines.
   */
  private static void sweep(Connection connection, long now) {
    try {
      connection.sweep(now);
    } catch (Throwable e) {
      LOG.atError().addKeyValue("op", "sweep").setCause(e).log("a connection's deadlines failed");
      connection.cut();
    }
  }

  private void reportEmpty() {
    Runnable report = whenEmpty;
    if (report != null && connections.isEmpty()) {
      whenEmpty = null;
      report.run();
    }
  }

  private List<Connection> snapshot() {
    return new ArrayList<>(connections);
  }

  private static Duration period(HttpDeadlines deadlines) {
    Duration shortest = deadlines.header();
    for (Duration other : List.of(deadlines.idle(), deadlines.request())) {
      shortest = shortest.compareTo(other) < 0 ? shortest : other;
    }
    Duration period = shortest.dividedBy(PERIODS_A_DEADLINE);
    if (period.compareTo(LONGEST_PERIOD) > 0) {
      return LONGEST_PERIOD;
    }
    return period.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : period;
  }
}
