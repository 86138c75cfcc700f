package io.signalcoherence.launcher.command;

import io.signalcoherence.adapter.kafka.DeadLetter;
import io.signalcoherence.adapter.kafka.DeadLetterDesk;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Decision;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Outcome;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Redrive;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Selection;
import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.ports.error.InvalidValueException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks through what came by Kafka and could not be counted, and sends it again. */
@Command(
    name = "dlq",
    description =
        "Looks through the dead letters: what came by Kafka and could not be counted; sends them"
            + " again.")
final class DeadLetterCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOption configuration;

  @Option(names = "--json", description = "One JSON object a line instead of words.")
  private boolean json;

  /** Which letters are meant. */
  static final class SelectionOptions {

    @Option(
        names = "--at",
        paramLabel = "PARTITION:OFFSET",
        description = "The letter at this place alone.")
    private @Nullable String place;

    @Option(
        names = "--reason",
        paramLabel = "CODE",
        description = "Those of one reason alone, such as malformed or conflict.")
    private @Nullable String reason;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Those of one tenant alone.")
    private @Nullable String tenant;

    Selection selection() {
      return new Selection(
          Optional.ofNullable(place).map(DeadLetterCommand::place),
          Optional.ofNullable(reason),
          Optional.ofNullable(tenant));
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? (list, show, redrive)");
  }

  @Command(name = "list", description = "Lists letters, one a line, oldest first.")
  int list(@Mixin SelectionOptions which) {
    PrintWriter out = out();
    desk()
        .list(
            which.selection(),
            letter -> out.println(json ? LetterText.json(letter, false) : LetterText.line(letter)));
    out.flush();
    return ExitCode.OK;
  }

  @Command(name = "show", description = "Shows one letter whole.")
  int show(@Parameters(paramLabel = "PARTITION:OFFSET") String at) {
    Optional<DeadLetter> found = desk().show(place(at));
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("coherence: no dead letter at " + at);
      return ExitCode.FAILED;
    }
    out().println(json ? LetterText.json(found.get(), true) : LetterText.whole(found.get()));
    out().flush();
    return ExitCode.OK;
  }

  @Command(
      name = "redrive",
      description = {
        "Sends letters to the topic of signals again, once what they failed by is repaired.",
        "Without a selection it begins where the last such run ended. Safe to repeat: what is"
            + " counted is a duplicate. Letters that come back are not read in the same run."
      })
  int redrive(
      @Mixin SelectionOptions which,
      @Option(names = "--dry-run", description = "Only tells what would be sent.") boolean dryRun,
      @Option(
              names = "--max-redriven",
              paramLabel = "N",
              defaultValue = "" + DeadLetterDesk.MOST_REDRIVEN,
              description = "Holds back what was sent again so often: ${DEFAULT-VALUE}.")
          int most) {
    PrintWriter out = out();
    Outcome outcome =
        desk()
            .redrive(
                which.selection(),
                new Redrive(dryRun, most),
                (letter, decision) -> tell(out, letter, decision, dryRun));
    out.println(json ? LetterText.json(outcome, dryRun) : LetterText.words(outcome, dryRun));
    out.flush();
    return ExitCode.OK;
  }

  private void tell(PrintWriter out, DeadLetter letter, Decision decision, boolean dryRun) {
    if (!json && (dryRun || decision != Decision.SENT)) {
      out.println(LetterText.line(letter) + "  " + LetterText.word(decision, dryRun));
    }
  }

  private DeadLetterDesk desk() {
    KafkaConfig config =
        configuration
            .load()
            .kafka()
            .orElseThrow(
                () ->
                    new InvalidValueException(
                        "kafka.bootstrap-servers", "empty", "host:port of a broker"));
    return KafkaAdapter.deadLetters(
        config.connection(), config.topics(), config.binding().group(), config.deadlines());
  }

  private static DeadLetter.Place place(String text) {
    if (!text.matches("\\d{1,9}:\\d{1,18}")) {
      throw new InvalidValueException("place", text, "PARTITION:OFFSET, such as 0:17");
    }
    int colon = text.indexOf(':');
    return new DeadLetter.Place(
        Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
