package io.signalcoherence.launcher.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was started, last first, each once; one that fails does not keep the others from it.
 */
public final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Deque<Step> started = new ArrayDeque<>();

  private record Step(String name, AutoCloseable end) {}

  /** Remembers that something was started, and returns it. */
  synchronized <T extends AutoCloseable> T add(String name, T part) {
    started.push(new Step(name, part));
    return part;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      Step step = started.pop();
      try {
        step.end().close();
      } catch (Exception e) {
        LOG.atWarn()
            .addKeyValue("op", "stop")
            .addKeyValue("part", step.name())
            .setCause(e)
            .log("a part did not end as it should");
      }
    }
  }
}
