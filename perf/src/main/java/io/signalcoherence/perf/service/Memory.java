package io.signalcoherence.perf.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resident memory of processes, from Linux' {@code /proc/<pid>/smaps_rollup}.
 *
 * @param rssMebibytes all pages of a process that are in memory, shared ones too
 * @param pssMebibytes the same, but each shared page divided among those that share it: the sum
 *     over processes counts it once
 */
public record Memory(double rssMebibytes, double pssMebibytes) {

  private static final double KIBIBYTES = 1024.0;

  /**
   * Of one process.
   *
   * @throws IOException when it is gone, or another user's
   */
  public static Memory of(long pid) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
    return new Memory(field(lines, "Rss:"), field(lines, "Pss:"));
  }

  /** The sum over a process and all its descendants; RSS counts shared pages again and again. */
  public static Memory ofTree(long pid) throws IOException {
    Memory sum = new Memory(0, 0);
    List<Long> pids =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
            .map(ProcessHandle::pid)
            .toList();
    for (long each : pids) {
      try {
        Memory one = of(each);
        sum = new Memory(sum.rssMebibytes + one.rssMebibytes, sum.pssMebibytes + one.pssMebibytes);
      } catch (NoSuchFileException e) {
        // It ended between the listing and the reading.
      }
    }
    return sum;
  }

  private static double field(List<String> lines, String name) {
    return lines.stream()
            .filter(line -> line.startsWith(name))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        / KIBIBYTES;
  }
}
