package io.signalcoherence.launcher.wiring;

import io.signalcoherence.ports.in.ServiceHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engine's health, and that of neighbours without which the service is ready, but degraded; not
 * ready from the moment that the service begins to stop.
 */
final class StoppableHealth implements ServiceHealth {

  private final ServiceHealth engine;
  private final Supplier<List<Component>> neighbours;
  private volatile boolean stopping;

  StoppableHealth(ServiceHealth engine, Supplier<List<Component>> neighbours) {
    this.engine = engine;
    this.neighbours = neighbours;
  }

  /** Says from now on that no request should be sent here. */
  void stopping() {
    stopping = true;
  }

  @Override
  public Readiness readiness() {
    Readiness found = engine.readiness();
    List<Component> components = new ArrayList<>(found.components());
    components.addAll(neighbours.get());
    if (stopping) {
      components.add(new Component("service", false, "stopping"));
    }
    return new Readiness(found.ready() && !stopping, components);
  }
}
