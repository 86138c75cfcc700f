package io.signalcoherence.ports.in;

import java.util.List;

/**
 * Whether the service can do its work. Called from any thread, often; answers from what a
 * background check last saw, so it never blocks.
 */
public interface ServiceHealth {

  /** What the last check saw. */
  Readiness readiness();

  /**
   * The outcome of a check.
   *
   * @param ready whether requests should be sent here
   * @param components what was checked
   */
  record Readiness(boolean ready, List<Component> components) {
    /** Copies the components. */
    public Readiness {
      components = List.copyOf(components);
    }
  }

  /**
   * One thing that was checked.
   *
   * @param name a stable name, such as {@code ledger}
   * @param ok whether it is as it should be
   * @param detail what was found, in words safe to show
   */
  record Component(String name, boolean ok, String detail) {}
}
