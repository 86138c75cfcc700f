package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service did while a server beside its ledger failed.
 *
 * @param ingest must not have changed
 * @param reads must have stayed right
 * @param told of the fault
 * @param caughtUp afterwards
 */
record BesideFinding(
    IngestFinding ingest, ReadFinding reads, TellFinding told, CatchUpFinding caughtUp) {

  List<Broken> broken(Neighbour neighbour, Outage outage, Moments moments) {
    List<Broken> broken = new ArrayList<>(ingest.broken());
    broken.addAll(reads.broken());
    broken.addAll(told.broken(neighbour, outage, moments));
    broken.addAll(caughtUp.broken());
    if (!neighbour.wasMet(outage.kind())) {
      broken.add(new Broken(Broken.Law.IS_FELT, outage.wireName() + " was not met"));
    }
    return broken;
  }
}
