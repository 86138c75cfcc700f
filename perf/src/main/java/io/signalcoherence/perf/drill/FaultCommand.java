package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drill fault}: a PostgreSQL that fails under load in one way or another. */
@Command(
    name = "fault",
    mixinStandardHelpOptions = true,
    description = {
      "Let PostgreSQL fail under load, and look how the service answers meanwhile and how it comes"
          + " back: that nothing acknowledged is lost or counted twice, that each request is"
          + " served or told in time when to come again, that health is told at once and rightly,"
          + " that memory and threads stay bounded, and that it heals by itself.",
      "Each fault has a service and a PostgreSQL of its own. With a control, exit status 0 means"
          + " that the drill noticed the sabotage."
    })
final class FaultCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description =
          "disk-full, frozen, slow, black-hole, cut, exhausted, killed, or all of them: all")
  private String name = "all";

  @Mixin private DrillOptions options = new DrillOptions();

  @Option(
      names = "--seconds",
      description = "how long each fault lasts (default: ${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(
      names = "--rate",
      description = "requests that begin in a second (default: ${DEFAULT-VALUE})")
  private int rate = 480;

  @Option(names = "--control", description = "break it on purpose: ack-before-commit")
  private String control = "none";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Outage> outages;
    FaultPlan plan;
    try {
      outages = Outage.named(name);
      plan =
          new FaultPlan(
              options.seed(), seconds, rate, Control.of(control, Control.ACK_BEFORE_COMMIT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path place = options.place();
    FaultReport report =
        new FaultReport(
            plan.control(), seconds, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Outage outage : outages) {
      try {
        FaultFinding finding = drill(plan, outage, place);
        report.findings().add(finding);
        out.println(outage.wireName() + ": " + (finding.passed() ? "passed" : "FAILED"));
      } catch (OutageRig.CannotBreak e) {
        report.skipped().add(new FaultReport.Skipped(outage, e.getMessage()));
      } catch (IOException | SQLException | RuntimeException e) {
        // The other faults are worth their findings all the same.
        report.failed().add(new FaultReport.Failed(outage, e.toString()));
        out.println(outage.wireName() + ": FAILED");
      }
      out.flush();
    }
    options.tell(out, report, report.text(), place);
    return report.passed() ? 0 : 1;
  }

  private static FaultFinding drill(FaultPlan plan, Outage outage, Path place)
      throws IOException, SQLException, InterruptedException, OutageRig.CannotBreak {
    Path folder = Files.createDirectories(place.resolve(outage.wireName()));
    try (Writer journal = Files.newBufferedWriter(folder.resolve("journal.txt"));
        FaultRig rig = OutageRig.start(outage, folder)) {
      return new FaultDrill(plan, outage, rig, journal).run();
    }
  }
}
