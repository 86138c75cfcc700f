package io.signalcoherence.perf.cost;

import io.signalcoherence.perf.golden.GoldenGenerator;
import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.golden.GoldenPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A golden data set cut into bodies of as many lines each, in file order.
 *
 * @param bodies NDJSON
 * @param lines in each body
 * @param manifest what must come of them
 */
record GoldenBodies(List<byte[]> bodies, int lines, GoldenManifest manifest) {

  /**
   * Makes a data set.
   *
   * @throws IllegalArgumentException if its lines do not fill whole bodies
   */
  static GoldenBodies of(GoldenPlan plan, int linesEach) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 24);
    GoldenManifest manifest = new GoldenGenerator(plan).writeTo(out);
    if (manifest.lines() % linesEach != 0) {
      throw new IllegalArgumentException(
          "batch: " + linesEach + " (expected: a divisor of " + manifest.lines() + ")");
    }
    byte[] all = out.toByteArray();
    List<byte[]> bodies = new ArrayList<>();
    int from = 0;
    int count = 0;
    for (int at = 0; at < all.length; at++) {
      if (all[at] == '\n' && ++count % linesEach == 0) {
        bodies.add(Arrays.copyOfRange(all, from, at + 1));
        from = at + 1;
      }
    }
    return new GoldenBodies(bodies, linesEach, manifest);
  }

  /** The bodies in so many parts, one after the other, that differ by one body at most. */
  List<List<byte[]>> parts(int count) {
    List<List<byte[]>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(bodies.subList(bodies.size() * i / count, bodies.size() * (i + 1) / count));
    }
    return parts;
  }
}
