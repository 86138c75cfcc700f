package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.wiring.Assembly;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The line that says that the service is up, where, and how long that took. */
final class ReadyLine {

  private static final double MILLIS_PER_SECOND = 1_000;

  private ReadyLine() {}

  static String of(Assembly assembly) {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_SECOND;
    return String.format(Locale.ROOT, "ready in %.1f s: %s", seconds, assembly.whereabouts());
  }
}
