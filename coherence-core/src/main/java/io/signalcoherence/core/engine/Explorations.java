package io.signalcoherence.core.engine;

import io.signalcoherence.core.retention.Answerable;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.TrailAnswer;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Asks the graph; while it is away, the ledger's sums as far as these can tell. */
record Explorations(
    TenantCache tenants, WindowStore windows, GraphSide graph, InstantSource clock, Reads reads)
    implements ExploreSignals {

  @Override
  public CompletionStage<DissentAnswer> dissent(DissentQuestion question) {
    if (!question.grant().covers(question.tenant())) {
      return CompletableFuture.completedFuture(new DissentAnswer.NoSuchTenant(question.tenant()));
    }
    return reads.run(wanted -> answer(question, wanted), DissentAnswer.Unavailable::new);
  }

  private DissentAnswer answer(DissentQuestion question, BooleanSupplier wanted) {
    Optional<Tenant> tenant = readable(question.tenant());
    if (tenant.isEmpty()) {
      return new DissentAnswer.NoSuchTenant(question.tenant());
    }
    Instant now = clock.instant();
    EventTime asOf = question.asOf().orElseGet(() -> new EventTime(now));
    Optional<EventTime> earliest = Answerable.earliest(tenant.get().settings().retention(), now);
    if (earliest.isPresent() && asOf.compareTo(earliest.get()) < 0) {
      return new DissentAnswer.Expired(earliest.get());
    }
    Reads.giveUpUnless(wanted);
    Window window = Window.endingWith(asOf);
    return fromGraph(question, window)
        .orElseGet(
            () -> {
              Reads.giveUpUnless(wanted);
              return fromLedger(question, window);
            });
  }

  private Optional<DissentAnswer> fromGraph(DissentQuestion question, Window window) {
    if (graph.away().getAsBoolean()) {
      return Optional.empty();
    }
    try {
      Duration lag = graph.lag().get();
      List<Dissent> found =
          graph.questions().dissent(question.tenant(), window, question.threshold());
      return Optional.of(
          new DissentAnswer.Found(window, found, new DissentAnswer.Basis.FromGraph(lag)));
    } catch (InfrastructureException e) {
      return Optional.empty();
    }
  }

  private DissentAnswer fromLedger(DissentQuestion question, Window window) {
    Map<SourceId, Sums> sums = new TreeMap<>();
    Sums rest = Sums.ZERO;
    for (PairSums pair : windows.read(question.tenant(), window).pairs()) {
      if (pair.pair() instanceof Pair.Named named) {
        sums.merge(named.source(), pair.sums(), Sums::plus);
      } else {
        rest = rest.plus(pair.sums());
      }
    }
    List<Dissent> found =
        Dissenter.among(sums, rest, question.threshold()).stream()
            .map(dissenter -> dissenter.since(Optional.empty()))
            .toList();
    return new DissentAnswer.Found(window, found, new DissentAnswer.Basis.PartialFromLedger());
  }

  @Override
  public CompletionStage<TrailAnswer> trail(TrailQuestion question) {
    if (graph.isMissing()) {
      return CompletableFuture.completedFuture(new TrailAnswer.NoGraph());
    }
    if (!question.grant().covers(question.tenant())) {
      return CompletableFuture.completedFuture(new TrailAnswer.NotFound(graph.lag().get()));
    }
    return reads.run(wanted -> answer(question, wanted), TrailAnswer.Unavailable::new);
  }

  private TrailAnswer answer(TrailQuestion question, BooleanSupplier wanted) {
    Duration lag = graph.lag().get();
    if (readable(question.tenant()).isEmpty()) {
      return new TrailAnswer.NotFound(lag);
    }
    Reads.giveUpUnless(wanted);
    return graph
        .questions()
        .trail(question.tenant(), question.admission(), question.most())
        .<TrailAnswer>map(trail -> new TrailAnswer.Found(trail, lag))
        .orElseGet(() -> new TrailAnswer.NotFound(lag));
  }

  private Optional<Tenant> readable(TenantId tenant) {
    return tenants.read(tenant).tenant().filter(found -> found.state() != TenantState.ERASED);
  }
}
