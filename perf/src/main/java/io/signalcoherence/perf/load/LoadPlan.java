package io.signalcoherence.perf.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * One run of the load driver.
 *
 * @param target where the service listens
 * @param traffic what is sent
 * @param warmup time before measuring begins, at the same rate
 * @param duration measured time
 * @param connections most requests in flight; a request that is due while all are busy waits, and
 *     its wait counts
 */
public record LoadPlan(
    InetSocketAddress target,
    Traffic traffic,
    Duration warmup,
    Duration duration,
    int connections) {

  /** Checks the bounds. */
  public LoadPlan {
    if (warmup.isNegative() || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "warm-up: " + warmup + ", duration: " + duration + " (expected: >= 0 and > 0)");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: >= 1)");
    }
  }

  /** The value of the requests' {@code Host} field. */
  String host() {
    return target.getHostString() + ":" + target.getPort();
  }

  LoadPlan atRate(double rate, Duration length, String run) {
    return new LoadPlan(target, traffic.atRate(rate, run), warmup, length, connections);
  }
}
