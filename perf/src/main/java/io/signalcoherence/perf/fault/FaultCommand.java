package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.DrillOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drill fault}: a server that fails under load in one way or another. */
@Command(
    name = "fault",
    mixinStandardHelpOptions = true,
    description = {
      "Let a server fail under load, and look how the service answers meanwhile and how it comes"
          + " back. Without PostgreSQL, that nothing acknowledged is lost or counted twice, that"
          + " each request is served or told in time when to come again, and that health is told at"
          + " once and rightly. Without Redis, Neo4j or Kafka, that signals are taken as before,"
          + " that no score is older than it may be, that it is told, and that what was missed is"
          + " made up for. That memory and threads stay bounded, and that it heals by itself.",
      "Each fault has a service and servers of its own. With a control, exit status 0 means that"
          + " the drill noticed the sabotage."
    })
public final class FaultCommand implements Callable<Integer> {

  private static final int RATE = 480;

  /** Servers take their part of the two cores that a small machine has. */
  private static final int RATE_BESIDE = 160;

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = {
        "faults: a server's name and what is done to it; all of a server: postgres, redis, neo4j,"
            + " kafka; or all of them: all",
        "postgres-: disk-full, frozen, slow, black-hole, cut, exhausted, killed",
        "redis-: killed, frozen, slow, cut, black-hole, flushed, full",
        "neo4j-, kafka-: killed, frozen, slow, cut, black-hole"
      })
  private List<String> names = new ArrayList<>();

  @Mixin private DrillOptions options = new DrillOptions();

  @Option(
      names = "--seconds",
      description = "how long each fault lasts (default: ${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(
      names = "--rate",
      description =
          "requests that begin in a second, and signals that are published to Kafka where it fails"
              + " (default: 480 where PostgreSQL fails, else 160)")
  private Optional<Integer> rate = Optional.empty();

  @Option(
      names = "--control",
      description = {
        "break it on purpose: ack-before-commit (where PostgreSQL is killed or cut),",
        "shared-fate, mute (any other), token-blind (redis), graph-extra (neo4j),"
            + " ack-before-publish (kafka)"
      })
  private String control = "none";

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A command whose options were not given. */
  public FaultCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Outage> outages;
    Twist twist;
    try {
      outages = Outage.named(names);
      twist = Twist.of(control);
      outages.forEach(outage -> plan(outage, twist));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path place = options.place();
    FaultReport report =
        new FaultReport(twist, seconds, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Outage outage : outages) {
      try {
        FaultFinding finding = drill(plan(outage, twist), outage, place);
        report.findings().add(finding);
        out.println(outage.wireName() + ": " + (finding.passed() ? "passed" : "FAILED"));
      } catch (CannotBreak e) {
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

  private FaultPlan plan(Outage outage, Twist twist) {
    return new FaultPlan(
        options.seed(), seconds, rate.orElse(outage.isBeside() ? RATE_BESIDE : RATE), twist);
  }

  private static FaultFinding drill(FaultPlan plan, Outage outage, Path place)
      throws IOException, SQLException, InterruptedException {
    Path folder = Files.createDirectories(place.resolve(outage.wireName()));
    try (Writer journal = Files.newBufferedWriter(folder.resolve("journal.txt"));
        FaultRig rig =
            outage.isBeside()
                ? NeighbourRig.start(outage, folder)
                : OutageRig.start(outage, folder)) {
      return new FaultDrill(plan, outage, rig, journal, folder).run();
    }
  }
}
