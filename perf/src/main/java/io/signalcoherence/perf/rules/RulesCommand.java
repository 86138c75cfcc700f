package io.signalcoherence.perf.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.service.Jdk;
import io.signalcoherence.perf.service.ServiceLaunch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench rules}: what each rule costs by itself, beside the least it could. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Measure by JMH, each in JVMs of its own with the service's options, the rules and readings"
          + " that a signal or a score passes: time and allocation of a call, and the ratio to a"
          + " peer that does the least of the same work.",
      "Rules: decode-one, decode-100, digest, fold-500, score-10-pairs, score-256-pairs,"
          + " parse-time, write-token, read-token."
    })
public final class RulesCommand implements Callable<Integer> {

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "RULE",
      description = "which, in this order (default: all)")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--jdk",
      paramLabel = "FOLDER",
      description = "the JDK that is measured (default: that which runs this)")
  private Path jdk = Path.of(System.getProperty("java.home"));

  @Option(names = "--forks", description = "JVMs of each benchmark (default: ${DEFAULT-VALUE})")
  private int forks = 1;

  @Option(
      names = "--warm-ups",
      description = "iterations that don't count (default: ${DEFAULT-VALUE})")
  private int warmUps = 4;

  @Option(names = "--iterations", description = "that count (default: ${DEFAULT-VALUE})")
  private int iterations = 5;

  @Option(
      names = "--millis",
      description = "length of an iteration, ms (default: ${DEFAULT-VALUE})")
  private int millis = 400;

  @Option(names = "--json", description = "print JSON, with all that was measured")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    ServiceLaunch launch = ServiceLaunch.asUsersDo(jdk, List.of());
    RuleRun.Effort effort = new RuleRun.Effort(forks, warmUps, iterations, millis);
    String jvm = "JDK " + Jdk.version(jdk) + ", " + String.join(" ", launch.options());
    tell(out, jvm + "\n" + effort.text() + "\n" + RulesReport.head());
    List<RuleReading> readings = new ArrayList<>();
    for (String name : rules.isEmpty() ? Rule.names() : rules) {
      RuleReading reading = new RuleRun(launch, effort).of(Rule.named(name));
      readings.add(reading);
      tell(out, RulesReport.line(reading));
    }
    if (json) {
      out.println(
          new ObjectMapper().writeValueAsString(new RulesReport(jvm, effort.text(), readings)));
      out.flush();
    }
    return 0;
  }

  private void tell(PrintWriter out, String text) {
    if (!json) {
      out.print(text);
      out.flush();
    }
  }
}
