package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drill duo}: two services on one database. */
@Command(
    name = "duo",
    mixinStandardHelpOptions = true,
    description = {
      "Run two services on one database. Sixteen writers send them the same keys in opposite"
          + " orders, half of the keys of one hot tenant; then one tenant's lock is held from"
          + " outside. Check that each key counts once, that no refusal reaches a writer, and that"
          + " tenants in other lanes are served as before.",
      "With a control, exit status 0 means that the drill noticed the sabotage."
    })
final class DuoCommand implements Callable<Integer> {

  @Mixin private DrillOptions options = new DrillOptions();

  @Option(names = "--keys", description = "that all writers send (default: ${DEFAULT-VALUE})")
  private int keys = 20_000;

  @Option(
      names = "--seconds",
      description = "how long a tenant's lock is held (default: ${DEFAULT-VALUE})")
  private int seconds = 3;

  @Option(names = "--control", description = "break it on purpose: no-unique, one-lane")
  private String control = "none";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DuoPlan plan = plan();
    Path place = options.place();
    Map<String, String> settings =
        plan.control() == Control.ONE_LANE
            ? Map.of("SIGNALCOHERENCE_INGEST_LANES_COUNT", "1")
            : Map.of();
    DuoReport report;
    try (DuoRig rig = TwoServices.start(place, settings)) {
      report = new DuoDrill(plan, rig, out).run();
    }
    options.tell(out, report, report.text(), place);
    return report.passed() ? 0 : 1;
  }

  private DuoPlan plan() {
    try {
      return new DuoPlan(
          options.seed(), keys, seconds, Control.of(control, Control.NO_UNIQUE, Control.ONE_LANE));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
