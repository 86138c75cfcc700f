package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.replay.Replay;
import io.signalcoherence.launcher.replay.SignalFile;
import java.io.IOException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on the error stream how far a replay is. */
final class ProgressLine {

  private static final int REDRAW_MILLIS = 200;
  private static final int KIB = 1_024;

  private ProgressLine() {}

  static Replay.Outcome run(SignalFile file, Replay replay, Replay.Options options)
      throws IOException {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(file.shortName())
            .setInitialMax(file.size())
            .setUnit(" KiB", KIB)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .showSpeed()
            .build()) {
      return replay.run(file, options, bar::stepTo);
    }
  }
}
