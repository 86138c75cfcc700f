package io.signalcoherence.launcher;

import io.signalcoherence.launcher.command.RootCommand;
import java.util.List;

/** The program: {@code ./coherence COMMAND}. */
public final class Coherence {

  private Coherence() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    boolean service = List.of(args).contains("serve");
    (service ? LogConfiguration.SERVICE : LogConfiguration.TOOL).choose();
    System.exit(RootCommand.run(args));
  }
}
