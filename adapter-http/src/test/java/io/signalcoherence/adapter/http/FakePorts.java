package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.in.ExploreSignals.TrailQuestion;
import io.signalcoherence.ports.in.HistoryAnswer;
import io.signalcoherence.ports.in.HistoryQuestion;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.in.TrailAnswer;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.out.RequestObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ports behind a server under test; each answers by a function that a test may replace. */
final class FakePorts {

  static final Principal LOCAL = new Principal("local", new Organisation("local"));

  /** What the observer was told. */
  record Answered(String route, String method, int status, Duration took) {}

  final FakeIngest ingest = new FakeIngest();
  final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
  volatile Consumer<Answered> told = answered::add;
  final Queue<CoherenceQuestion> questions = new ConcurrentLinkedQueue<>();
  final Queue<SignalKey> keys = new ConcurrentLinkedQueue<>();
  volatile Function<CoherenceQuestion, CompletableFuture<CoherenceAnswer>> coherence =
      question ->
          CompletableFuture.completedFuture(new CoherenceAnswer.NoSuchTenant(question.tenant()));
  volatile Function<HistoryQuestion, CompletableFuture<HistoryAnswer>> history =
      question ->
          CompletableFuture.completedFuture(new HistoryAnswer.NoSuchTenant(question.tenant()));
  volatile Function<DissentQuestion, CompletableFuture<DissentAnswer>> dissent =
      question ->
          CompletableFuture.completedFuture(new DissentAnswer.NoSuchTenant(question.tenant()));
  volatile Function<TrailQuestion, CompletableFuture<TrailAnswer>> trail =
      question -> CompletableFuture.completedFuture(new TrailAnswer.NoGraph());
  volatile Function<SignalKey, LookUpSignal.Lookup> lookUp =
      key -> new LookUpSignal.Lookup.NotFound();
  volatile ServiceHealth.Readiness readiness =
      new ServiceHealth.Readiness(
          true, List.of(new ServiceHealth.Component("ledger", true, "reachable")));
  volatile MetricsPage metrics = accept -> new MetricsPage.Page("text/plain", "up 1\n");

  HttpPorts ports() {
    RequestObserver observer =
        (route, method, status, took) -> told.accept(new Answered(route, method, status, took));
    LookUpSignal lookUps =
        (key, grant) -> {
          keys.add(key);
          return CompletableFuture.completedFuture(lookUp.apply(key));
        };
    ReadCoherence scores =
        question -> {
          questions.add(question);
          return coherence.apply(question);
        };
    return new HttpPorts(
        new HttpPorts.Signals(ingest, lookUps),
        new HttpPorts.Reads(scores, question -> history.apply(question), new Explorations()),
        new HttpPorts.Management(() -> readiness, accept -> metrics.render(accept)),
        observer,
        LOCAL);
  }

  private final class Explorations implements ExploreSignals {

    @Override
    public CompletionStage<DissentAnswer> dissent(DissentQuestion question) {
      return dissent.apply(question);
    }

    @Override
    public CompletionStage<TrailAnswer> trail(TrailQuestion question) {
      return trail.apply(question);
    }
  }
}
