package io.signalcoherence.core.memory;

import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.Graph;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphQuestions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A memory graph behind a connection that can break. */
public final class FaultyGraph implements GraphProjection, GraphQuestions {

  private final MemoryGraph sound;
  private boolean down;
  private boolean loseBefore;
  private boolean loseAfter;

  /** Stands before a graph. */
  public FaultyGraph(MemoryGraph sound) {
    this.sound = sound;
  }

  /** The graph behind the connection. */
  public Graph ports() {
    return new Graph(this, this);
  }

  /** Whether nothing gets through. */
  public synchronized void down(boolean now) {
    down = now;
  }

  /** The next change gets as far as its commit, and no farther. */
  public synchronized void loseNextBeforeCommit() {
    loseBefore = true;
  }

  /** The next change is made, and its answer lost. */
  public synchronized void loseNextAnswer() {
    loseAfter = true;
  }

  @Override
  public Progress progress() {
    return reach().progress();
  }

  @Override
  public Step apply(Progress from, List<LedgerRecord> records, Cursor next) {
    return change(() -> sound.apply(from, records, next));
  }

  @Override
  public Step clear(Progress from, int most) {
    return change(() -> sound.clear(from, most));
  }

  @Override
  public SignalsTally tally(TenantId tenant) {
    return reach().tally(tenant);
  }

  @Override
  public List<Dissent> dissent(TenantId tenant, Window window, Ratio threshold) {
    return reach().dissent(tenant, window, threshold);
  }

  @Override
  public Optional<Trail> trail(TenantId tenant, ProvenanceId admission, int most) {
    return reach().trail(tenant, admission, most);
  }

  private synchronized MemoryGraph reach() {
    if (down) {
      throw new UnavailableException("graph-unavailable", "down", null);
    }
    return sound;
  }

  private synchronized Step change(Supplier<Step> change) {
    MemoryGraph unused = reach();
    if (loseBefore) {
      loseBefore = false;
      throw new UnavailableException("graph-unavailable", "lost before the commit", null);
    }
    Step done = change.get();
    if (loseAfter) {
      loseAfter = false;
      throw new OutcomeUnknownException("graph-outcome-unknown", "lost the answer", null);
    }
    return done;
  }
}
