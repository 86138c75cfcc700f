package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.service.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a service takes of the machine.
 *
 * @param residentMebibytes its pages in memory
 * @param liveMebibytes of the heap, what a full collection leaves
 * @param threads of the process, the JVM's own included
 */
record Footprint(double residentMebibytes, double liveMebibytes, int threads) {

  /**
   * How much more may be resident, in MiB: direct buffers of the requests under way, stacks, code
   * and metadata that the JVM makes while it warms up. The heap is resident from the start.
   */
  static final double RESIDENT_GROWTH = 64;

  /**
   * How much more of the heap may be live under load, in MiB: what waits in the queues, and the
   * requests that have no answer yet, of which a slow ledger leaves those of several seconds.
   */
  static final double WAITING_GROWTH = 24;

  /**
   * How much more of the heap may be live when nothing waits any more, in MiB. A leak of a kilobyte
   * a request takes more in 20 s of the standard load.
   */
  static final double LIVE_GROWTH = 8;

  /** How many more threads there may be: the pools make theirs when first needed. */
  static final int THREAD_GROWTH = 16;

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern OLD = Pattern.compile("ParOldGen.*?used (\\d+)K");
  private static final double KIBIBYTES = 1024;

  /**
   * Of a JVM with the parallel collector, after a full collection.
   *
   * @throws IOException if it is gone, or is no such JVM
   */
  static Footprint of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    double live = live(jcmd(pid, "GC.heap_info"));
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return new Footprint(Memory.of(pid).rssMebibytes(), live, (int) threads.count());
    }
  }

  /**
   * A full collection leaves the young generation empty; what is there since is not of interest.
   */
  static double live(String heapInfo) throws IOException {
    Matcher old = OLD.matcher(heapInfo);
    if (!old.find()) {
      throw new IOException("heap info: no ParOldGen (expected: that of the parallel collector)");
    }
    return Long.parseLong(old.group(1)) / KIBIBYTES;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("jcmd " + command + ": " + said.strip());
    }
    return said;
  }

  /**
   * What has grown beyond its bound.
   *
   * @param live how much more of the heap may be live, in MiB
   */
  List<Broken> grownSince(Footprint before, double live, String when) {
    List<Broken> broken = new ArrayList<>();
    check(
        broken,
        when + ", resident MiB",
        before.residentMebibytes,
        residentMebibytes,
        RESIDENT_GROWTH);
    check(broken, when + ", live heap MiB", before.liveMebibytes, liveMebibytes, live);
    check(broken, when + ", threads", before.threads, threads, THREAD_GROWTH);
    return broken;
  }

  private static void check(
      List<Broken> broken, String what, double before, double now, double most) {
    if (now - before > most) {
      broken.add(
          new Broken(
              Broken.Law.STAYS_SMALL,
              "%s: %.0f, before %.0f (expected: at most %.0f more)"
                  .formatted(what, now, before, most)));
    }
  }
}
