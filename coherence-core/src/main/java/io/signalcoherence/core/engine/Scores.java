package io.signalcoherence.core.engine;

import io.signalcoherence.core.retention.Answerable;
import io.signalcoherence.core.score.Explanations;
import io.signalcoherence.core.score.ScoreModel;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Freshness;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.ModelVersion;
import io.signalcoherence.ports.model.ScoreBasis;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Computes scores from the ledger's sums. */
record Scores(TenantCache tenants, WindowStore windows, InstantSource clock, Reads reads)
    implements ReadCoherence {

  @Override
  public CompletionStage<CoherenceAnswer> ask(CoherenceQuestion question) {
    if (!question.grant().covers(question.tenant())) {
      return CompletableFuture.completedFuture(new CoherenceAnswer.NoSuchTenant(question.tenant()));
    }
    return reads.run(wanted -> answer(question, wanted), CoherenceAnswer.Unavailable::new);
  }

  private CoherenceAnswer answer(CoherenceQuestion question, BooleanSupplier wanted) {
    Optional<Tenant> tenant = tenants.read(question.tenant()).tenant();
    if (tenant.isEmpty() || tenant.get().state() == TenantState.ERASED) {
      return new CoherenceAnswer.NoSuchTenant(question.tenant());
    }
    Instant now = clock.instant();
    EventTime asOf = question.asOf().orElseGet(() -> new EventTime(now));
    Optional<EventTime> earliest = Answerable.earliest(tenant.get().settings().retention(), now);
    if (earliest.isPresent() && asOf.compareTo(earliest.get()) < 0) {
      return new CoherenceAnswer.Expired(earliest.get());
    }
    Reads.giveUpUnless(wanted);
    WindowReading reading = windows.read(question.tenant(), Window.endingWith(asOf));
    Inclusion inclusion =
        question.atLeast().map(reading.snapshot()::includes).orElse(Inclusion.INCLUDED);
    if (inclusion != Inclusion.INCLUDED) {
      return new CoherenceAnswer.NotIncluded(inclusion);
    }
    return new CoherenceAnswer.Scored(score(question, tenant.get(), asOf, reading));
  }

  private CoherenceScore score(
      CoherenceQuestion question, Tenant tenant, EventTime asOf, WindowReading reading) {
    ScoreBasis basis =
        new ScoreBasis(
            reading.window(),
            reading.snapshot(),
            ModelVersion.V1,
            new Freshness(clock.instant(), Duration.ZERO, false));
    return new CoherenceScore(
        tenant.id(),
        asOf,
        ScoreModel.assess(reading, tenant.settings().thresholds()),
        Explanations.explain(reading, question.top()),
        basis);
  }
}
