package io.signalcoherence.launcher.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.replay.Patience;
import io.signalcoherence.launcher.replay.Replay;
import io.signalcoherence.launcher.replay.SignalFile;
import io.signalcoherence.launcher.replay.Tally;
import io.signalcoherence.launcher.wiring.Assembly;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends recorded signals again. */
@Command(
    name = "replay",
    description = {
      "Sends recorded signals (NDJSON, plain or gzip) in the order of their file.",
      "Safe to repeat: the same keys are sent, so what is stored is a duplicate. A run that was cut"
          + " off goes on where it was."
    })
final class ReplayCommand implements Callable<Integer> {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOption configuration;

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<Path> files;

  @Option(
      names = "--shift-to-now",
      description =
          "Moves all times of a file so that its latest is now. The shift is fixed at the first run"
              + " and kept in the data folder.")
  private boolean shiftToNow;

  @Option(names = "--json", description = "One JSON object a file instead of words.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Configuration loaded = configuration.load();
    for (Path file : files) {
      SignalFile.of(file); // all or none: a missing file is told before the first is sent
    }
    boolean refused = false;
    try (Assembly assembly = Assembly.engineAlone(loaded)) {
      Replay replay = assembly.replay(new Patience(PATIENCE));
      for (Path file : files) {
        Optional<Instant> to = shiftToNow ? Optional.of(Instant.now()) : Optional.empty();
        Replay.Outcome outcome =
            ProgressLine.run(
                SignalFile.of(file), replay, new Replay.Options(loaded.dataFolder(), to));
        tell(file, outcome);
        refused |= outcome.tally().rejected() > 0;
      }
    }
    return refused ? ExitCode.FAILED : ExitCode.OK;
  }

  private void tell(Path file, Replay.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    Tally tally = outcome.tally();
    if (json) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("file", file.toString())
              .put("accepted", tally.accepted())
              .put("duplicate", tally.duplicates())
              .put("conflict", tally.conflicts())
              .put("rejected", tally.rejected())
              .put("shift", outcome.shift().toString())
              .put("resumed_after_line", outcome.resumedAfter()));
    } else {
      String resumed =
          outcome.resumedAfter() > 0 ? " (resumed after line " + outcome.resumedAfter() + ")" : "";
      out.println(file + ": " + tally + resumed);
      tally.rejectedByReason().forEach((why, n) -> out.println("  " + why.wireName() + ": " + n));
    }
    tally.examples().forEach(example -> spec.commandLine().getErr().println("  " + example));
    out.flush();
  }
}
