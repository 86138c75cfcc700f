package io.signalcoherence.perf.fault;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen while a fault drill ran.
 *
 * @param phases of the run
 * @param observations of requests and their answers
 * @param broken answers that could not be taken, and scores that were older than they may be
 * @param probes of health
 * @param size of the service
 * @param heal how it came back
 * @param beside what it did without a server beside its ledger; null if the ledger's failed
 */
record Course(
    Phases phases,
    List<Observation> observations,
    List<Broken> broken,
    List<Probe> probes,
    SizeFinding size,
    HealFinding heal,
    @Nullable BesideFinding beside) {

  Moments moments() {
    return phases.moments();
  }

  Optional<BesideFinding> ifBeside() {
    return Optional.ofNullable(beside);
  }
}
