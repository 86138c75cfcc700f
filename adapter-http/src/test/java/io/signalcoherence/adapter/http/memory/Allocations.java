package io.signalcoherence.adapter.http.memory;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;

/** Bytes that threads have allocated on the heap since they began, held or already dropped. */
public final class Allocations {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<String> prefixes;

  /** Of the threads whose names begin with one of these. */
  public Allocations(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /** The sum over those threads that live; it grows as long as none ends. */
  public long bytes() {
    long bytes = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && prefixes.stream().anyMatch(thread.getThreadName()::startsWith)) {
        bytes += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }
}
