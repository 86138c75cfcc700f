package io.signalcoherence.launcher.wiring;

import io.signalcoherence.core.engine.GraphFollower;
import io.signalcoherence.ports.out.FollowerObserver;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs when following begins to fail and when it goes on, not each try; passes all on. */
final class LoggingFollower implements FollowerObserver {

  private static final Logger LOG = LoggerFactory.getLogger(LoggingFollower.class);

  private static final String AGAIN =
      "the ledger can't be followed into the graph; trying again until it can";

  private static final String OTHER_LEDGER =
      "the graph in neo4j.uri was made from another ledger (expected: of this one, or empty), and"
          + " is left as it is; name another database, or stop all services that use this one,"
          + " empty it with MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS, and start them";

  private final FollowerObserver next;
  private boolean failing;

  LoggingFollower(FollowerObserver next) {
    this.next = next;
  }

  @Override
  public void applied(int records, Duration took) {
    if (failing) {
      failing = false;
      LOG.atInfo().addKeyValue("op", "graph_follow").log("the graph is followed again");
    }
    next.applied(records, took);
  }

  @Override
  public void failed(String code, Duration again) {
    if (!failing) {
      failing = true;
      LOG.atWarn()
          .addKeyValue("op", "graph_follow")
          .addKeyValue("error_code", code)
          .log(code.equals(GraphFollower.OTHER_LEDGER) ? OTHER_LEDGER : AGAIN);
    }
    next.failed(code, again);
  }

  @Override
  public void rebuilds() {
    LOG.atWarn()
        .addKeyValue("op", "graph_rebuild")
        .log("the ledger has begun a new epoch; the graph is cleared and made anew");
    next.rebuilds();
  }
}
