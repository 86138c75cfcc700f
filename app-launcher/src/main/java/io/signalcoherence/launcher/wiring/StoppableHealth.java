package io.signalcoherence.launcher.wiring;

import io.signalcoherence.ports.in.ServiceHealth;
import java.util.ArrayList;
import java.util.List;

/** The engine's health, not ready from the moment that the service begins to stop. */
final class StoppableHealth implements ServiceHealth {

  private final ServiceHealth engine;
  private volatile boolean stopping;

  StoppableHealth(ServiceHealth engine) {
    this.engine = engine;
  }

  /** Says from now on that no request should be sent here. */
  void stopping() {
    stopping = true;
  }

  @Override
  public Readiness readiness() {
    Readiness found = engine.readiness();
    if (!stopping) {
      return found;
    }
    List<Component> components = new ArrayList<>(found.components());
    components.add(new Component("service", false, "stopping"));
    return new Readiness(false, components);
  }
}
