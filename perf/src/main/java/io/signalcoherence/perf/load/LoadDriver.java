package io.signalcoherence.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one plan's requests from the calling thread, through one selector.
 *
 * <p>Request i is intended at start + i·interval. It leaves then, or as soon as a connection is
 * free; its latency counts from the intended time in either case. A request that could not leave
 * before the grace time after the schedule's end counts as unsent.
 *
 * <p>At an infinite rate there is no schedule: each connection sends its next request when it has
 * its answer, and latency counts from the sending. That measures the rate alone.
 */
public final class LoadDriver {

  private static final long COARSE_NANOS = 1_500_000L;
  private static final long FINE_NANOS = 300_000L;
  private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();

  private final LoadPlan plan;
  private final CpuMeter cpu;
  private final Requests requests;
  private final Deque<HttpExchange> idle = new ArrayDeque<>();
  private final Set<HttpExchange> broken = new LinkedHashSet<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
  private final double interval;
  private final boolean saturating;
  private final long firstMeasured;
  private long total;
  private long measuredFrom;
  private Readings readings = new Readings();
  private long start;
  private long next;
  private long inFlight;
  private long lastAnswer;
  private long nextRepair;

  /** A driver for one run; {@code cpu} says which processes are watched. */
  public LoadDriver(LoadPlan plan, CpuMeter cpu) {
    this(plan, cpu, new RequestWriter(plan.traffic(), plan.host()));
  }

  /** The same with requests of the caller's, each of as many signals as the plan says. */
  public LoadDriver(LoadPlan plan, CpuMeter cpu, Requests requests) {
    this.plan = plan;
    this.cpu = cpu;
    this.requests = requests;
    this.interval = plan.traffic().intervalNanos();
    this.saturating = plan.traffic().isSaturating();
    this.firstMeasured = saturating ? 0 : (long) Math.ceil(plan.warmup().toNanos() / interval);
    this.total =
        saturating
            ? Long.MAX_VALUE
            : firstMeasured + Math.max(1, (long) Math.ceil(plan.duration().toNanos() / interval));
  }

  /**
   * Runs the plan.
   *
   * @throws IOException when no connection can be made at the start
   */
  public LoadResult run() throws IOException {
    try (Selector selector = Selector.open()) {
      List<HttpExchange> all = new ArrayList<>();
      try {
        for (int i = 0; i < plan.connections(); i++) {
          all.add(HttpExchange.connect(plan.target(), selector));
        }
        idle.addAll(all);
        return drive(selector);
      } finally {
        for (HttpExchange exchange : all) {
          exchange.close();
        }
      }
    }
  }

  private LoadResult drive(Selector selector) throws IOException {
    start = System.nanoTime();
    measuredFrom = saturating ? start + plan.warmup().toNanos() : intended(firstMeasured);
    long end = saturating ? measuredFrom + plan.duration().toNanos() : intended(total);
    long deadline = end + GRACE_NANOS;
    Map<String, Double> cpuBefore = new TreeMap<>();
    while (next < total || inFlight > 0) {
      long now = System.nanoTime();
      if (now - deadline > 0) {
        break;
      }
      if (cpuBefore.isEmpty() && now - measuredFrom >= 0) {
        cpuBefore = cpu.seconds();
      }
      if (saturating && now - end >= 0) {
        total = Math.min(total, next);
      }
      sendDue(now);
      await(selector);
      for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
        handle(keys.next());
        keys.remove();
      }
      repair();
    }
    countLeftovers();
    Duration took = Duration.ofNanos(Math.max(lastAnswer, end) - measuredFrom);
    return readings.result(plan, took, cpu.since(cpuBefore));
  }

  private long intended(long index) {
    return start + (long) (index * interval);
  }

  private void sendDue(long now) {
    while (next < total && (saturating || now - intended(next) >= 0)) {
      HttpExchange exchange = idle.pollFirst();
      if (exchange == null) {
        return;
      }
      long intended = saturating ? System.nanoTime() : intended(next);
      ByteBuffer request = requests.write(next, System.currentTimeMillis());
      if (intended - measuredFrom >= 0) {
        readings.lag(System.nanoTime() - intended);
      }
      next++;
      inFlight++;
      try {
        exchange.send(request, intended, plan.traffic().batch());
      } catch (IOException e) {
        fail(exchange, "connection lost");
      }
    }
  }

  /**
   * Waits for an answer or for the next request's time, whichever comes first, without spinning.
   */
  private void await(Selector selector) throws IOException {
    long left =
        next < total && !idle.isEmpty() ? intended(next) - System.nanoTime() : COARSE_NANOS * 2;
    if (left > COARSE_NANOS || idle.isEmpty()) {
      selector.select(1);
      return;
    }
    if (selector.selectNow() == 0 && left > 0) {
      LockSupport.parkNanos(Math.min(left, FINE_NANOS));
    }
  }

  private void handle(SelectionKey key) {
    if (!(key.attachment() instanceof HttpExchange exchange) || !key.isValid()) {
      return;
    }
    try {
      if (key.isWritable()) {
        exchange.continueSending();
      }
      if (key.isReadable() && exchange.receive(scratch)) {
        finish(exchange);
      }
    } catch (IOException e) {
      fail(exchange, "connection lost");
    }
  }

  private void finish(HttpExchange exchange) {
    inFlight--;
    lastAnswer = System.nanoTime();
    if (exchange.intendedNanos() - measuredFrom >= 0) {
      readings.answer(
          exchange.response(), exchange.signals(), lastAnswer - exchange.intendedNanos());
    }
    if (exchange.response().isClosing()) {
      broken.add(exchange);
    } else {
      idle.addLast(exchange);
    }
  }

  private void fail(HttpExchange exchange, String kind) {
    if (exchange.isBusy()) {
      inFlight--;
      readings.error(kind);
    } else {
      idle.remove(exchange);
    }
    broken.add(exchange);
  }

  /**
   * Opens broken connections anew, at most every 50 ms, since a server that is down refuses at
   * once.
   */
  private void repair() {
    if (broken.isEmpty() || System.nanoTime() - nextRepair < 0) {
      return;
    }
    for (Iterator<HttpExchange> each = broken.iterator(); each.hasNext(); ) {
      HttpExchange exchange = each.next();
      try {
        exchange.reconnect();
        each.remove();
        idle.addLast(exchange);
      } catch (IOException e) {
        nextRepair = System.nanoTime() + 50_000_000L;
        return;
      }
    }
  }

  private void countLeftovers() {
    for (long i = next; i < total; i++) {
      readings.error("unsent");
    }
    for (long i = 0; i < inFlight; i++) {
      readings.error("unanswered");
    }
  }
}
