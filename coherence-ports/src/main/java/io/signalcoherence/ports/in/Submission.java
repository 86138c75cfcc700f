package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Origin;
import java.util.List;

/**
 * What one request brings.
 *
 * @param origin who sent it through which door
 * @param grant the tenants that policy granted it
 * @param candidates the items in the order of the request
 */
public record Submission(Origin origin, Grant grant, List<Candidate> candidates) {

  /** Copies the items. */
  public Submission {
    candidates = List.copyOf(candidates);
  }
}
