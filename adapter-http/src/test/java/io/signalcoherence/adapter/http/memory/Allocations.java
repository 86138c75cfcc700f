package io.signalcoherence.adapter.http.memory;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;

/** Bytes that threads have allocated on the heap since they began, held or already dropped. */
public final class Allocations {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int FIRST_CLOSED_TO_NETTY = 24;
  private static final int POOL_MEBIBYTES = 128;

  private final List<String> prefixes;

  /** Of the threads whose names begin with one of these. */
  public Allocations(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /**
   * What a bound must leave for Netty's pool of buffers, in MiB. It lies outside of the heap; on a
   * JDK that closes its internals to Netty, threads were seen to be charged for its growth, which
   * falls on any row.
   */
  public static int poolMebibytes() {
    return Runtime.version().feature() < FIRST_CLOSED_TO_NETTY ? 0 : POOL_MEBIBYTES;
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
