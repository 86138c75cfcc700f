package io.signalcoherence.core.memory;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.Graph;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphQuestions;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A graph in the memory of one process. It keeps every promise of the ports but durability.
 * Thread-safe; every question reads all that it holds.
 */
public final class MemoryGraph implements GraphProjection, GraphQuestions {

  private final NavigableMap<SignalKey, ProjectedSignal> signals = new TreeMap<>();
  private Progress progress = new Progress.Empty();

  /** Makes an empty graph. */
  public MemoryGraph() {}

  /** The graph by its ports. */
  public Graph ports() {
    return new Graph(this, this);
  }

  @Override
  public synchronized Progress progress() {
    return progress;
  }

  @Override
  public synchronized Step apply(Progress from, List<LedgerRecord> records, Cursor next) {
    if (from instanceof Progress.Clearing) {
      throw new InvalidValueException("from", from, "a graph that is not being cleared");
    }
    if (!progress.equals(from)) {
      return new Step.Superseded(progress);
    }
    records.stream()
        .map(ProjectedSignal::of)
        .forEach(signal -> signals.putIfAbsent(signal.key(), signal));
    progress = new Progress.Reached(next);
    return new Step.Done(progress);
  }

  @Override
  public synchronized Step clear(Progress from, int most) {
    if (!progress.equals(from)) {
      return new Step.Superseded(progress);
    }
    signals.keySet().stream().limit(most).toList().forEach(signals::remove);
    progress = signals.isEmpty() ? new Progress.Empty() : new Progress.Clearing();
    return new Step.Done(progress);
  }

  @Override
  public synchronized SignalsTally tally(TenantId tenant) {
    return SignalsTally.of(of(tenant).toList());
  }

  @Override
  public synchronized List<Dissent> dissent(TenantId tenant, Window window, Ratio threshold) {
    List<ProjectedSignal> counted =
        of(tenant).filter(signal -> window.contains(signal.key().ts())).toList();
    Map<SourceId, Sums> sums = new TreeMap<>();
    for (ProjectedSignal signal : counted) {
      sums.merge(signal.key().source(), Sums.of(signal.value(), signal.weight()), Sums::plus);
    }
    return Dissenter.among(sums, threshold).stream()
        .map(dissenter -> dissenter.since(since(dissenter, counted)))
        .toList();
  }

  private static Optional<EventTime> since(Dissenter dissenter, List<ProjectedSignal> counted) {
    List<ProjectedSignal> own =
        counted.stream()
            .filter(signal -> signal.key().source().equals(dissenter.source()))
            .toList();
    Optional<EventTime> agreed =
        own.stream()
            .filter(signal -> dissenter.agrees(signal.value()))
            .map(signal -> signal.key().ts())
            .max(EventTime::compareTo);
    Predicate<EventTime> later = ts -> agreed.isEmpty() || ts.compareTo(agreed.get()) > 0;
    return own.stream().map(signal -> signal.key().ts()).filter(later).min(EventTime::compareTo);
  }

  @Override
  public synchronized Optional<Trail> trail(TenantId tenant, ProvenanceId admission, int most) {
    return of(tenant)
        .filter(signal -> signal.admission().id().equals(admission))
        .findFirst()
        .map(signal -> trail(signal, most));
  }

  private Trail trail(ProjectedSignal signal, int most) {
    List<ProjectedSignal> others =
        of(signal.key().tenant())
            .filter(other -> other.request().equals(signal.request()))
            .filter(other -> !other.equals(signal))
            .limit(most + 1L)
            .toList();
    boolean more = others.size() > most;
    return new Trail(signal, more ? others.subList(0, most) : others, more);
  }

  private Stream<ProjectedSignal> of(TenantId tenant) {
    return signals.values().stream().filter(signal -> signal.key().tenant().equals(tenant));
  }
}
