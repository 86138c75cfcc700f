package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.golden.GoldenGenerator;
import io.signalcoherence.perf.golden.GoldenLine;
import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.golden.GoldenPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drill replay}: Kafka brings everything again and again while its readers die. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Publish a golden file to Kafka at least three times over while two services read it, one or"
          + " the other of them killed again and again with records open, or stopped and started;"
          + " some of the same signals go by HTTP as well. Then once more while nothing happens."
          + " Check that each signal counts once, that scores are those of the manifest, that"
          + " offsets are at the end, and that the dead letters are those that must be and no"
          + " others.",
      "With a control, exit status 0 means that the drill noticed the sabotage."
    })
final class ReplayCommand implements Callable<Integer> {

  @Mixin private DrillOptions options = new DrillOptions();

  @Option(
      names = "--signals",
      description = "distinct golden signals of each of ten tenants (default: ${DEFAULT-VALUE})")
  private int signals = 10_000;

  @Option(
      names = "--kills",
      description = "of services that have records open (default: ${DEFAULT-VALUE})")
  private int kills = 20;

  @Option(names = "--rate", description = "most records a second (default: ${DEFAULT-VALUE})")
  private int rate = 2_000;

  @Option(names = "--control", description = "break it on purpose: no-unique, offsets-first")
  private String control = "none";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ReplayPlan plan = plan();
    Path place = options.place();
    Path file = place.resolve("golden.ndjson");
    GoldenPlan golden = GoldenPlan.standard();
    GoldenManifest manifest =
        GoldenGenerator.write(
            new GoldenPlan(golden.seed(), golden.start(), golden.days(), plan.signals()), file);
    ReplayReport report;
    try (ReplayRig rig = ReplayRig.start(place)) {
      report = new ReplayDrill(plan, rig, GoldenLine.read(file), manifest, out).run();
    }
    options.tell(out, report, report.text(), place);
    return report.passed() ? 0 : 1;
  }

  private ReplayPlan plan() {
    try {
      return new ReplayPlan(
          options.seed(),
          signals,
          kills,
          rate,
          Control.of(control, Control.NO_UNIQUE, Control.OFFSETS_FIRST));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
