package io.signalcoherence.launcher;

import io.signalcoherence.launcher.command.RootCommand;
import java.util.List;

/** The program: {@code ./coherence COMMAND}. */
public final class Coherence {

  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final String LOG_FOLDER = "io/signalcoherence/launcher/log/";

  private Coherence() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      boolean service = List.of(args).contains("serve");
      System.setProperty(LOG_CONFIGURATION, LOG_FOLDER + (service ? "service.xml" : "tool.xml"));
    }
    System.exit(RootCommand.run(args));
  }
}
