package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all drills have in common: options, folders, the journal's file and the report. */
public abstract class DrillCommand implements Callable<Integer> {

  @Mixin private DrillOptions options = new DrillOptions();

  @Option(names = "--senders", description = "requests at a time (default: ${DEFAULT-VALUE})")
  private int senders = 8;

  @Option(names = "--rate", description = "most signals a second (default: ${DEFAULT-VALUE})")
  private int rate = 3000;

  @Option(
      names = "--signals",
      description = "go on until so many are acknowledged (default: ${DEFAULT-VALUE})")
  private int signals = 200_000;

  @Option(
      names = "--recovery",
      paramLabel = "SECONDS",
      description =
          "longest time from a fault to the next acknowledgement (default: ${DEFAULT-VALUE})")
  private int recovery = 60;

  @Spec private CommandSpec spec = CommandSpec.create();

  DrillCommand() {}

  /** The {@code drill} command with the drills of this package. */
  public static CommandLine tree() {
    return new CommandLine(new Group())
        .addSubcommand(new Crash())
        .addSubcommand(new Cuts())
        .addSubcommand(new DuoCommand())
        .addSubcommand(new ReplayCommand());
  }

  @Command(
      name = "drill",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "Break the service on purpose and compare what it promised with what it kept.")
  private static final class Group {}

  /** Makes the rig in a folder that exists. */
  abstract Rig rig(Path folder, Path log, long seed) throws IOException;

  abstract DrillPlan.Faults faults();

  abstract Control control();

  private Control chosen() {
    try {
      return control();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path place = options.place();
    DrillPlan plan =
        new DrillPlan(
            options.seed(),
            faults(),
            new DrillPlan.Load(signals, senders, rate, 6),
            chosen(),
            Duration.ofSeconds(recovery));
    DrillReport report;
    try (Writer journal = Files.newBufferedWriter(place.resolve("journal.txt"));
        Rig rig = rig(place, place.resolve("service.log"), options.seed())) {
      report = new Drill(plan, rig, journal, out).run();
    }
    options.tell(out, report, report.text(), place);
    return report.passed() ? 0 : 1;
  }

  /** {@code drill crash}: SIGKILL of the service and of PostgreSQL. */
  @Command(
      name = "crash",
      mixinStandardHelpOptions = true,
      description = {
        "Kill the service and PostgreSQL at random moments under load, start again, send again what"
            + " was not acknowledged, and compare the journal with the tables, the sums and the"
            + " scores.",
        "With a control, exit status 0 means that the drill noticed the sabotage."
      })
  static final class Crash extends DrillCommand {

    @Option(names = "--service-kills", description = "default: ${DEFAULT-VALUE}")
    private int serviceKills = 50;

    @Option(names = "--postgres-kills", description = "default: ${DEFAULT-VALUE}")
    private int postgresKills = 20;

    @Option(
        names = "--control",
        description = "break it on purpose: sync-off, no-unique, ack-before-commit")
    private String control = "none";

    @Override
    Rig rig(Path folder, Path log, long seed) throws IOException {
      return new EmbeddedRig(folder.resolve("data"), log);
    }

    @Override
    DrillPlan.Faults faults() {
      return new DrillPlan.Faults(serviceKills, postgresKills, 0);
    }

    @Override
    Control control() {
      return Control.of(control, Control.SYNC_OFF, Control.NO_UNIQUE, Control.ACK_BEFORE_COMMIT);
    }
  }

  /** {@code drill cuts}: connections cut around the COMMIT of appends. */
  @Command(
      name = "cuts",
      mixinStandardHelpOptions = true,
      description = {
        "Cut database connections just before, while and just after appends commit, and check that"
            + " each signal counts once and that a first send is told accepted.",
        "With a control, exit status 0 means that the drill noticed the sabotage."
      })
  static final class Cuts extends DrillCommand {

    @Option(
        names = "--cuts",
        description = "go on until so many are made (default: ${DEFAULT-VALUE})")
    private int cuts = 1000;

    @Option(names = "--chance", description = "of a cut at each COMMIT (default: ${DEFAULT-VALUE})")
    private double chance = 0.1;

    @Option(names = "--control", description = "break it on purpose: no-unique")
    private String control = "none";

    @Override
    Rig rig(Path folder, Path log, long seed) throws IOException {
      return new CutRig(folder, log, chance, seed);
    }

    @Override
    DrillPlan.Faults faults() {
      return new DrillPlan.Faults(0, 0, cuts);
    }

    @Override
    Control control() {
      return Control.of(control, Control.NO_UNIQUE);
    }
  }
}
