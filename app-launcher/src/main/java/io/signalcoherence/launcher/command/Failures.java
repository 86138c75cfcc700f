package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.config.ConfigurationException;
import io.signalcoherence.launcher.wiring.StartException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.InvalidValueException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import org.slf4j.LoggerFactory;

/** Turns what a command threw into one clear line each and an exit code. */
final class Failures {

  private Failures() {}

  static int tell(Throwable failure, PrintWriter err) {
    if (failure instanceof ConfigurationException) {
      failure.getMessage().lines().forEach(fault -> err.println("coherence: " + fault));
      return ExitCode.CONFIGURATION;
    }
    if (failure instanceof InvalidValueException) {
      err.println("coherence: " + failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof StartException
        || failure instanceof InfrastructureException
        || failure instanceof IOException) {
      err.println("coherence: " + firstLine(failure));
      return ExitCode.UNAVAILABLE;
    }
    err.println("coherence: failed unexpectedly: " + failure + " (the log has the details)");
    LoggerFactory.getLogger(Failures.class).error("unexpected failure", failure);
    return ExitCode.FAILED;
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse(message);
    // file exceptions of the JDK carry the path alone
    return failure instanceof FileSystemException
        ? line + ": " + failure.getClass().getSimpleName()
        : line;
  }
}
