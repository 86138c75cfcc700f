package io.signalcoherence.perf.cost;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/**
 * A work that is always the same: of each body the SHA-256 and all lines as maps, several times
 * over, by one thread. It tells how fast the processor is at the moment: what slows the service
 * down from outside slows it down too.
 */
final class ReferenceWork {

  private final List<byte[]> bodies;
  private final int times;
  private final ObjectMapper jackson = new ObjectMapper();
  private final MessageDigest sha256;
  private long fields;

  ReferenceWork(List<byte[]> bodies, int times) {
    this.bodies = bodies;
    this.times = times;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Does it once; tells the calling thread's CPU time, s. */
  double cpuSeconds() throws IOException {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long seen = 0;
    for (int i = 0; i < times; i++) {
      for (byte[] body : bodies) {
        seen += sha256.digest(body).length;
        try (MappingIterator<Map<String, Object>> lines =
            jackson.readerForMapOf(Object.class).readValues(body)) {
          while (lines.hasNext()) {
            seen += lines.next().size();
          }
        }
      }
    }
    if (fields != 0 && seen != fields) {
      throw new IllegalStateException("the reference read " + seen + ", before " + fields);
    }
    fields = seen;
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
  }
}
