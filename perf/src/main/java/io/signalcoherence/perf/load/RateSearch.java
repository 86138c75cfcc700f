package io.signalcoherence.perf.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the highest rate at which the service keeps up within a latency limit: it grows the rate by
 * half until a step fails, then halves the gap until it is within 4 %, and confirms the result with
 * a longer run. A step fails when two runs of it do: on a shared machine one may fail at any rate,
 * and the search would look below it for ever after. The confirmation has one run a rate.
 */
public final class RateSearch {

  private static final double GROWTH = 1.5;
  private static final double CLOSE = 1.04;
  private static final int MOST_STEPS = 24;
  private static final int MOST_CONFIRMATIONS = 6;
  private static final int RUNS_A_STEP = 2;

  private final Trial trial;
  private final Limits limits;
  private final List<Step> steps = new ArrayList<>();

  /**
   * What counts as keeping up, and how long to look.
   *
   * @param p99Millis highest allowed p99 from the intended time
   * @param step length of a step
   * @param confirmation length of the last run
   */
  public record Limits(double p99Millis, Duration step, Duration confirmation) {}

  /** Runs load at one rate. */
  @FunctionalInterface
  public interface Trial {
    /** Runs {@code rate} signals/s for {@code length}. */
    LoadResult run(double rate, Duration length) throws IOException;
  }

  /**
   * One run of the search.
   *
   * @param rate wanted signals/s
   * @param passed whether the service kept up within the limit
   */
  public record Step(double rate, boolean passed, LoadResult result) {}

  /**
   * What was found.
   *
   * @param rate highest confirmed signals/s; 0 if no rate passed
   * @param steps all runs in order, the confirmation last
   */
  public record Found(double rate, List<Step> steps) {}

  /** A search that has not begun. */
  public RateSearch(Trial trial, Limits limits) {
    this.trial = trial;
    this.limits = limits;
  }

  /**
   * Searches upwards from {@code first} signals/s; call it once.
   *
   * @throws IOException when the service can't be reached
   */
  public Found from(double first) throws IOException {
    double good = 0;
    double bad = 0;
    double rate = first;
    for (int i = 0; i < MOST_STEPS && (bad == 0 || good == 0 || bad / good > CLOSE); i++) {
      if (passesOnce(rate)) {
        good = rate;
      } else {
        bad = rate;
      }
      rate = next(good, bad);
      if (rate < 1) {
        return new Found(0, List.copyOf(steps));
      }
    }
    return confirm(good);
  }

  private static double next(double good, double bad) {
    if (bad == 0) {
      return good * GROWTH;
    }
    return good == 0 ? bad / 2 : Math.sqrt(good * bad);
  }

  private Found confirm(double found) throws IOException {
    double rate = found;
    for (int i = 0; i < MOST_CONFIRMATIONS && rate >= 1; i++) {
      if (passes(rate, limits.confirmation())) {
        return new Found(rate, List.copyOf(steps));
      }
      rate /= CLOSE;
    }
    return new Found(0, List.copyOf(steps));
  }

  private boolean passesOnce(double rate) throws IOException {
    for (int i = 0; i < RUNS_A_STEP; i++) {
      if (passes(rate, limits.step())) {
        return true;
      }
    }
    return false;
  }

  private boolean passes(double rate, Duration length) throws IOException {
    LoadResult result = trial.run(rate, length);
    boolean passed = result.keptUp() && result.latency().p99() <= limits.p99Millis();
    steps.add(new Step(rate, passed, result));
    return passed;
  }
}
