package io.signalcoherence.perf.rules;

import io.signalcoherence.perf.service.ServiceLaunch;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs rules in JVMs of their own, with the options that the service has.
 *
 * @param launch how the service is run
 * @param effort how long
 */
record RuleRun(ServiceLaunch launch, Effort effort) {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * How long each benchmark runs.
   *
   * @param forks JVMs, one after the other
   * @param warmUps iterations of each that don't count
   * @param iterations iterations of each that count
   * @param millis length of an iteration, ms
   */
  record Effort(int forks, int warmUps, int iterations, int millis) {

    /** In words. */
    String text() {
      return String.format(
          "%d JVM(s) a benchmark, in each %d warm-ups and %d iterations of %d ms",
          forks, warmUps, iterations, millis);
    }
  }

  /** Measures a rule and then its peer. */
  RuleReading of(Rule rule) throws RunnerException {
    return new RuleReading(
        rule.text(),
        rule.peer(),
        cost(rule.pattern(), rule.parameters()),
        cost(rule.peerPattern(), rule.parameters()));
  }

  private RuleReading.Cost cost(String pattern, Map<String, String> parameters)
      throws RunnerException {
    TimeValue iteration = TimeValue.milliseconds(effort.millis);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(effort.forks)
            .warmupIterations(effort.warmUps)
            .warmupTime(iteration)
            .measurementIterations(effort.iterations)
            .measurementTime(iteration)
            .addProfiler(GCProfiler.class)
            .jvm(launch.java().toString())
            .jvmArgs(launch.options().toArray(String[]::new))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    Collection<RunResult> results = new Runner(options.build()).run();
    if (results.size() != 1) {
      throw new RunnerException(pattern + ": " + results.size() + " benchmarks (expected: 1)");
    }
    RunResult result = results.iterator().next();
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    if (allocated == null) {
      throw new RunnerException(pattern + ": no " + ALLOCATED);
    }
    return new RuleReading.Cost(time.getScore(), time.getScoreError(), allocated.getScore());
  }
}
