package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.GraphQuestions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The graph as the engine asks it.
 *
 * @param questions what can be asked of it
 * @param lag how far it lags behind the ledger now
 * @param away whether it is known to be away, so that nobody need wait to find out
 */
public record GraphSide(GraphQuestions questions, Supplier<Duration> lag, BooleanSupplier away) {

  private static final String NO_GRAPH = "graph-missing";
  private static final String UNCONFIRMED = "graph-unconfirmed";

  /** None: it is always away. */
  public static final GraphSide NONE =
      new GraphSide(new NoGraph(), () -> Duration.ZERO, () -> true);

  /** A graph that a follower fills. It is asked only while it is known to be of this ledger. */
  public static GraphSide followed(GraphQuestions questions, GraphFollower follower) {
    return new GraphSide(
        new Confirmed(questions, follower), follower::lag, () -> !follower.confirmed());
  }

  /** Whether there is none, not even one that is away. */
  boolean isMissing() {
    return questions instanceof NoGraph;
  }

  private record Confirmed(GraphQuestions questions, GraphFollower follower)
      implements GraphQuestions {

    @Override
    public List<Dissent> dissent(TenantId tenant, Window window, Ratio threshold) {
      return known().dissent(tenant, window, threshold);
    }

    @Override
    public Optional<Trail> trail(TenantId tenant, ProvenanceId admission, int most) {
      return known().trail(tenant, admission, most);
    }

    private GraphQuestions known() {
      if (follower.confirmed()) {
        return questions;
      }
      throw new UnavailableException(
          UNCONFIRMED, "the graph is not known to be of this ledger now", null);
    }
  }

  private static final class NoGraph implements GraphQuestions {

    @Override
    public List<Dissent> dissent(TenantId tenant, Window window, Ratio threshold) {
      throw none();
    }

    @Override
    public Optional<Trail> trail(TenantId tenant, ProvenanceId admission, int most) {
      throw none();
    }

    private static UnavailableException none() {
      return new UnavailableException(NO_GRAPH, "no graph was given", null);
    }
  }
}
