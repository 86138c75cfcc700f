package io.signalcoherence.perf.cache;

import io.signalcoherence.perf.golden.GoldenGenerator;
import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.golden.GoldenPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A golden day: most of it in bodies of {@value #LINES} lines, and some lines of each tenant and
 * hour that come late, one by one.
 *
 * @param first NDJSON bodies
 * @param late one line each, in file order
 * @param manifest what is in the whole day
 */
record GoldenDay(List<byte[]> first, List<byte[]> late, GoldenManifest manifest) {

  /** Lines of a body. */
  static final int LINES = 500;

  /**
   * Makes a day.
   *
   * @param plan of one day
   * @param lateLines how many lines come late, at most half of all
   */
  static GoldenDay of(GoldenPlan plan, int lateLines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 24);
    GoldenManifest manifest = new GoldenGenerator(plan).writeTo(out);
    List<byte[]> lines = lines(out.toByteArray());
    if (2L * lateLines > lines.size()) {
      throw new IllegalArgumentException(
          "late lines: " + lateLines + " (expected: at most " + lines.size() / 2 + ")");
    }
    int apart = lateLines == 0 ? lines.size() + 1 : lines.size() / lateLines;
    List<byte[]> late = new ArrayList<>();
    List<byte[]> first = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isLate = i % apart == 0 && late.size() < lateLines;
      (isLate ? late : first).add(lines.get(i));
    }
    return new GoldenDay(bodies(first), late, manifest);
  }

  private static List<byte[]> lines(byte[] all) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < all.length; at++) {
      if (all[at] == '\n') {
        lines.add(Arrays.copyOfRange(all, from, at + 1));
        from = at + 1;
      }
    }
    return lines;
  }

  private static List<byte[]> bodies(List<byte[]> lines) {
    List<byte[]> bodies = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += LINES) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      lines.subList(from, Math.min(from + LINES, lines.size())).forEach(body::writeBytes);
      bodies.add(body.toByteArray());
    }
    return bodies;
  }

  /** The last whole minute: a window as of it is exactly that day. */
  Instant asOf() {
    return Instant.parse(manifest.data().asOf());
  }
}
