package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.replay.Patience;
import io.signalcoherence.launcher.replay.Replay;
import io.signalcoherence.launcher.replay.SignalFile;
import io.signalcoherence.launcher.wiring.Assembly;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.out.TenantRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the service, sends it the golden data set and shows the scores. */
@Command(
    name = "demo",
    description = {
      "Starts the service, sends it a day of ten tenants' signals and shows their scores.",
      "A second run sends the same signals: none is accepted again and no score moves."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String GOLDEN = "/io/signalcoherence/launcher/demo/golden.ndjson.gz";
  private static final int TENANTS = 10;

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOption configuration;

  @Option(names = "--keep", description = "Leaves the service running until SIGINT.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration loaded = configuration.load().orElseFreePorts();
    SignalFile golden = SignalFile.ofResource(DemoCommand.class, GOLDEN);
    PrintWriter out = RootCommand.lines(spec.commandLine().getOut());
    Stop stop = Stop.atExit();
    try (Assembly assembly = Assembly.service(loaded)) {
      out.println(ReadyLine.of(assembly));
      register(loaded, assembly.ledger().tenants());
      Replay replay = assembly.replay(new Patience(ReplayCommand.PATIENCE));
      Replay.Options options = new Replay.Options(loaded.dataFolder(), Optional.of(Instant.now()));
      Replay.Outcome outcome = ProgressLine.run(golden, replay, options);
      EventTime end = replay.end(golden, outcome.shift()).orElseThrow();
      out.println("sent: " + outcome.tally());
      out.println("scores as of " + end + ":");
      out.print(scores(assembly, end));
      out.flush();
      if (keep) {
        out.println("serving until SIGINT");
        stop.await();
      }
    } finally {
      stop.ended();
    }
    return ExitCode.OK;
  }

  private static List<TenantId> tenants() {
    return IntStream.range(0, TENANTS).mapToObj(i -> new TenantId("golden-0" + i)).toList();
  }

  /** The data set stays where it was sent first, however long ago that was. */
  private static void register(Configuration configuration, TenantRegistry registry) {
    for (TenantId id : tenants()) {
      Tenant template = configuration.tenantTemplate(id);
      TenantSettings settings = template.settings();
      registry.register(
          new Tenant(
              id,
              template.organisation(),
              template.residency(),
              template.state(),
              new TenantSettings(
                  settings.thresholds(),
                  settings.share(),
                  Retention.UNLIMITED,
                  settings.pairs(),
                  settings.cacheTime())));
    }
  }

  private static Table scores(Assembly assembly, EventTime asOf) throws IOException {
    Table table = new Table("tenant", "score", "status", "agreement", "signals", "effective");
    for (TenantId tenant : tenants()) {
      CoherenceQuestion question =
          new CoherenceQuestion(
              tenant, new Grant.EveryTenant(), Optional.of(asOf), Optional.empty(), 0);
      CoherenceAnswer answer = assembly.scores().ask(question).toCompletableFuture().join();
      if (!(answer instanceof CoherenceAnswer.Scored scored)) {
        throw new IOException("no score for " + tenant + ": " + answer);
      }
      CoherenceScore score = scored.score();
      Assessment found = score.assessment();
      table.row(
          tenant,
          found.score().map(Object::toString).orElse("-"),
          found.status(),
          found.agreement().map(Object::toString).orElse("-"),
          found.sampleSize(),
          found.effectiveSampleSize().toPlainString());
    }
    return table;
  }
}
