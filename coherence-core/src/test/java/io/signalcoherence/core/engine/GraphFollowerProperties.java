package io.signalcoherence.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever fails and whoever is killed, in the end the graph holds what the ledger does. */
final class GraphFollowerProperties {

  private static final int EVENTS = 60;

  @Property(tries = 300)
  void graphEqualsLedgerAfterAnyKillsFaultsAndEpochs(@ForAll long seed) {
    FollowerRig rig = new FollowerRig(seed);
    SplittableRandom chance = new SplittableRandom(seed ^ 7);
    List<GraphFollower> living = new ArrayList<>(List.of(rig.started(), rig.started()));
    for (int i = 0; i < EVENTS; i++) {
      happen(rig, chance, living);
      rig.settleFor(Duration.ofMillis(chance.nextInt(400)));
    }
    rig.graph.down(false);
    rig.ledgerDown = false;
    rig.settleFor(Duration.ofMinutes(1));
    rig.assertGraphEqualsLedger();
  }

  private static void happen(FollowerRig rig, SplittableRandom chance, List<GraphFollower> living) {
    switch (chance.nextInt(9)) {
      case 0, 1, 2 -> rig.append(1 + chance.nextInt(9));
      case 3 -> rig.graph.down(chance.nextBoolean());
      case 4 -> rig.ledgerDown = chance.nextInt(3) == 0;
      case 5 -> rig.graph.loseNextAnswer();
      case 6 -> rig.graph.loseNextBeforeCommit();
      case 7 -> {
        // killed: nothing of it goes on, and what it knew is gone
        Object unused = living.remove(chance.nextInt(living.size())).stop();
        living.add(rig.started());
      }
      default -> {
        if (chance.nextInt(3) == 0) {
          Object unused = rig.ledger.beginNewEpoch();
        }
      }
    }
  }
}
