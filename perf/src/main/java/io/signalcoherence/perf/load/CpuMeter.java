package io.signalcoherence.perf.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CPU time of processes from Linux' {@code /proc}.
 *
 * <p>A watched tree is a process with all its descendants; the time of descendants that have ended
 * is in their parent's account.
 */
public final class CpuMeter {

  /**
   * Clock ticks a second in {@code /proc/<pid>/stat}: 100 on every Linux that JDKs run on (proc(5),
   * USER_HZ).
   */
  private static final double TICKS = 100.0;

  private final Path proc;
  private final Map<String, Long> single = new TreeMap<>();
  private final Map<String, Long> trees = new TreeMap<>();

  /** A meter that watches nothing yet. */
  public CpuMeter() {
    this(Path.of("/proc"));
  }

  CpuMeter(Path proc) {
    this.proc = proc;
  }

  /** Watches one process without its children. */
  public CpuMeter watch(String name, long pid) {
    single.put(name, pid);
    return this;
  }

  /** Watches a process with all its descendants. */
  public CpuMeter watchTree(String name, long pid) {
    trees.put(name, pid);
    return this;
  }

  /**
   * Seconds used so far by each watched process; 0 for one that is gone.
   *
   * @throws IOException when {@code /proc} can't be read
   */
  public Map<String, Double> seconds() throws IOException {
    Map<Long, Stat> all = processes();
    Map<String, Double> seconds = new TreeMap<>();
    single.forEach((name, pid) -> seconds.put(name, own(all.get(pid))));
    trees.forEach((name, pid) -> seconds.put(name, tree(all, pid)));
    return seconds;
  }

  /** Seconds used since an earlier reading. */
  public Map<String, Double> since(Map<String, Double> before) throws IOException {
    Map<String, Double> used = new TreeMap<>();
    seconds()
        .forEach((name, now) -> used.put(name, Math.max(0, now - before.getOrDefault(name, 0.0))));
    return used;
  }

  private static double own(@Nullable Stat stat) {
    return stat == null ? 0 : stat.ticks / TICKS;
  }

  private static double tree(Map<Long, Stat> all, long root) {
    long ticks = 0;
    Deque<Long> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      long pid = open.remove();
      Stat stat = all.get(pid);
      if (stat != null) {
        ticks += stat.ticks + stat.endedChildrenTicks;
        all.forEach(
            (child, of) -> {
              if (of.parent == pid) {
                open.add(child);
              }
            });
      }
    }
    return ticks / TICKS;
  }

  private Map<Long, Stat> processes() throws IOException {
    Map<Long, Stat> all = new HashMap<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path folder : folders) {
        try {
          String text = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
          all.put(Long.parseLong(folder.getFileName().toString()), Stat.parse(text));
        } catch (IOException e) {
          // It ended between the listing and the reading.
        }
      }
    }
    return all;
  }

  /**
   * The fields of proc(5)'s stat that matter here.
   *
   * @param ticks user and system time of the process itself
   * @param endedChildrenTicks the same of its ended children
   */
  private record Stat(long parent, long ticks, long endedChildrenTicks) {

    static Stat parse(String text) {
      // The command name, in parentheses, may hold blanks; state is field 3, the first one after
      // it.
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return new Stat(
          number(fields, 4),
          number(fields, 14) + number(fields, 15),
          number(fields, 16) + number(fields, 17));
    }

    private static long number(String[] fields, int field) {
      return Long.parseLong(fields[field - 3]);
    }
  }
}
