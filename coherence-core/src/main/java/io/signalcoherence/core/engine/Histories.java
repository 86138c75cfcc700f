package io.signalcoherence.core.engine;

import io.signalcoherence.core.retention.Answerable;
import io.signalcoherence.core.score.ScoreModel;
import io.signalcoherence.ports.in.HistoryAnswer;
import io.signalcoherence.ports.in.HistoryQuestion;
import io.signalcoherence.ports.in.ReadHistory;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.CoherenceHistory;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Freshness;
import io.signalcoherence.ports.model.HistoryPoint;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.ModelVersion;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Computes the scores of many event times from one read of the ledger's sums. */
record Histories(
    TenantCache tenants, WindowStore windows, InstantSource clock, Reads reads, int mostPoints)
    implements ReadHistory {

  /** Sums that one read may hold, so that all readers together stay within tens of megabytes. */
  static final int MOST_SUMS = 20_000;

  @Override
  public CompletionStage<HistoryAnswer> ask(HistoryQuestion question) {
    if (!question.grant().covers(question.tenant())) {
      return CompletableFuture.completedFuture(new HistoryAnswer.NoSuchTenant(question.tenant()));
    }
    return reads.run(wanted -> answer(question, wanted), HistoryAnswer.Unavailable::new);
  }

  private HistoryAnswer answer(HistoryQuestion question, BooleanSupplier wanted) {
    Optional<Tenant> tenant = tenants.read(question.tenant()).tenant();
    if (tenant.isEmpty() || tenant.get().state() == TenantState.ERASED) {
      return new HistoryAnswer.NoSuchTenant(question.tenant());
    }
    Instant now = clock.instant();
    long points = question.range().points(now);
    if (points > mostPoints) {
      return new HistoryAnswer.TooManyPoints(points, mostPoints);
    }
    AsOfGrid grid = question.range().grid(now);
    Optional<EventTime> earliest = Answerable.earliest(tenant.get().settings().retention(), now);
    if (earliest.isPresent() && grid.first().compareTo(earliest.get()) < 0) {
      return new HistoryAnswer.Expired(earliest.get());
    }
    Reads.giveUpUnless(wanted);
    return windows
        .read(question.tenant(), grid, MOST_SUMS)
        .map(reading -> answer(question, tenant.get(), reading, wanted))
        .orElseGet(() -> new HistoryAnswer.TooManySums(MOST_SUMS));
  }

  private HistoryAnswer answer(
      HistoryQuestion question, Tenant tenant, HistoryReading reading, BooleanSupplier wanted) {
    Inclusion inclusion =
        question.atLeast().map(reading.snapshot()::includes).orElse(Inclusion.INCLUDED);
    if (inclusion != Inclusion.INCLUDED) {
      return new HistoryAnswer.NotIncluded(inclusion);
    }
    return new HistoryAnswer.Told(
        new CoherenceHistory(
            tenant.id(),
            reading.grid().step(),
            points(reading, tenant.settings().thresholds(), wanted),
            reading.snapshot(),
            ModelVersion.V1,
            new Freshness(clock.instant(), Duration.ZERO, false)));
  }

  /** Their cost is points times pairs, so it ends when the question's deadline has come. */
  static List<HistoryPoint> points(
      HistoryReading reading, Thresholds thresholds, BooleanSupplier wanted) {
    List<HistoryPoint> points = new ArrayList<>(reading.grid().points());
    Iterator<EventTime> asOfs = reading.grid().asOfs().iterator();
    Iterator<WindowReading> windows = reading.windows().iterator();
    while (asOfs.hasNext()) {
      Reads.giveUpUnless(wanted);
      points.add(new HistoryPoint(asOfs.next(), ScoreModel.assess(windows.next(), thresholds)));
    }
    return points;
  }
}
