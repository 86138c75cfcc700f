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
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ModelVersion;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.ScoreBasis;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.ReadingObserver.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Computes scores from readings. Whether the caller may see the tenant, and whether the tenant and
 * its retention let the question be answered, is decided for each question before any reading is
 * looked for.
 */
record Scores(TenantCache tenants, Readings readings, Surroundings surroundings, Reads reads)
    implements ReadCoherence {

  /** Up to so many pairs a score is computed on the caller's thread; it takes some microseconds. */
  private static final int FEW_PAIRS = 64;

  @Override
  public CompletionStage<CoherenceAnswer> ask(CoherenceQuestion question) {
    if (!question.grant().covers(question.tenant())) {
      return CompletableFuture.completedFuture(new CoherenceAnswer.NoSuchTenant(question.tenant()));
    }
    Optional<CoherenceAnswer> now = atOnce(question);
    if (now.isPresent()) {
      return CompletableFuture.completedFuture(now.get());
    }
    long arrived = surroundings.nanos();
    return reads.start(
        asked -> answer(question, arrived, asked),
        () -> kept(question, 0),
        (code, retryAfter) ->
            stale(question).orElseGet(() -> new CoherenceAnswer.Unavailable(code, retryAfter)));
  }

  /** An answer that needs no thread: so a ledger that holds all of them keeps nobody from it. */
  private Optional<CoherenceAnswer> atOnce(CoherenceQuestion question) {
    TenantCache.Known known = tenants.peek(question.tenant());
    if (known == null || reads.hasEnded()) {
      return Optional.empty();
    }
    Instant now = surroundings.clock().instant();
    if (refusal(question, known.tenant(), now).isPresent()) {
      return Optional.empty();
    }
    Tenant tenant = known.tenant().orElseThrow();
    EventTime asOf = asOf(question, now);
    return readings
        .atOnce(key(question, asOf), question.atLeast().stream().toList())
        .filter(found -> found.kept().reading().pairs().size() <= FEW_PAIRS)
        .map(found -> scored(question, tenant, asOf, found));
  }

  private void answer(
      CoherenceQuestion question, long arrived, Reads.Asked<CoherenceAnswer> asked) {
    Optional<Tenant> tenant = tenants.read(question.tenant()).tenant();
    Instant now = surroundings.clock().instant();
    Optional<CoherenceAnswer> refusal = refusal(question, tenant, now);
    if (refusal.isPresent()) {
      asked.answer(refusal.get());
      return;
    }
    EventTime asOf = asOf(question, now);
    readings.find(
        key(question, asOf),
        new Flight.Waiter(
            question.atLeast().stream().toList(),
            arrived,
            asked::isWanted,
            found -> asked.answer(scored(question, tenant.orElseThrow(), asOf, found)),
            asked::fail));
  }

  /**
   * An answer from what is kept, where the ledger can't be read. Who asks for now is answered with
   * the latest minute that is kept.
   */
  private Optional<CoherenceAnswer> stale(CoherenceQuestion question) {
    boolean now = question.asOf().isEmpty();
    return kept(question, now ? readings.mostAge(question.tenant()).toMinutes() + 1 : 0);
  }

  /**
   * An answer from what is kept: never to somebody who must see a commit.
   *
   * @param back how many minutes before the one that is asked for it may be of
   */
  private Optional<CoherenceAnswer> kept(CoherenceQuestion question, long back) {
    Optional<Tenant> tenant =
        tenants.lastSaid(question.tenant(), readings.mostAge(question.tenant()));
    Instant now = surroundings.clock().instant();
    if (question.atLeast().isPresent() || refusal(question, tenant, now).isPresent()) {
      return Optional.empty();
    }
    EventTime asOf = asOf(question, now);
    for (int minutes = 0; minutes <= back; minutes++) {
      EventTime at = new EventTime(asOf.value().minus(Duration.ofMinutes(minutes)));
      Optional<Readings.Found> found = readings.stale(key(question, at));
      if (found.isPresent()) {
        Readings.Found kept = minutes == 0 ? found.get() : found.get().of(Source.STALE);
        return Optional.of(scored(question, tenant.orElseThrow(), at, kept));
      }
    }
    return Optional.empty();
  }

  private static Optional<CoherenceAnswer> refusal(
      CoherenceQuestion question, Optional<Tenant> tenant, Instant now) {
    if (tenant.isEmpty() || tenant.get().state() == TenantState.ERASED) {
      return Optional.of(new CoherenceAnswer.NoSuchTenant(question.tenant()));
    }
    return Answerable.earliest(tenant.get().settings().retention(), now)
        .filter(earliest -> asOf(question, now).compareTo(earliest) < 0)
        .map(CoherenceAnswer.Expired::new);
  }

  private static EventTime asOf(CoherenceQuestion question, Instant now) {
    return question.asOf().orElseGet(() -> new EventTime(now));
  }

  private static ReadingKey key(CoherenceQuestion question, EventTime asOf) {
    return new ReadingKey(question.tenant(), Window.endingWith(asOf));
  }

  private CoherenceAnswer scored(
      CoherenceQuestion question, Tenant tenant, EventTime asOf, Readings.Found found) {
    WindowReading reading = found.kept().reading();
    Inclusion inclusion =
        question.atLeast().map(reading.snapshot()::includes).orElse(Inclusion.INCLUDED);
    if (inclusion != Inclusion.INCLUDED) {
      return new CoherenceAnswer.NotIncluded(inclusion);
    }
    readings.served(found);
    return new CoherenceAnswer.Scored(
        new CoherenceScore(
            tenant.id(),
            asOf,
            ScoreModel.assess(reading, tenant.settings().thresholds()),
            Explanations.explain(reading, question.top()),
            new ScoreBasis(
                reading.window(), reading.snapshot(), ModelVersion.V1, freshness(found))));
  }

  private Freshness freshness(Readings.Found found) {
    KeptReading now = found.kept().later(Duration.ofNanos(surroundings.nanos() - found.atNanos()));
    return new Freshness(now.computedAt(), now.sinceConfirmed(), found.source() == Source.STALE);
  }
}
