package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.DissentAnswer.Basis;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.in.ExploreSignals.TrailQuestion;
import io.signalcoherence.ports.in.TrailAnswer;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.IngestObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Questions about single signals are answered by the graph, or else as far as the ledger can. */
final class ExplorationsTest {

  private static final Grant ALL = new Grant.EveryTenant();
  private static final Duration LAG = Duration.ofSeconds(3);
  private static final Optional<EventTime> NOON = Optional.of(Signals.NOON);
  private static final Ratio THRESHOLD = Ratio.of("0.5");

  private final FollowerRig rig = new FollowerRig(1);
  private boolean away;
  private final Engine engine =
      new Engine(
          rig.ledger.ports(),
          new Neighbours(
              new GraphSide(rig.graph.ports().questions(), () -> LAG, () -> away), Caching.OFF),
          EngineSettings.STANDARD,
          rig.world.surroundings(
              new Surroundings.Workers(
                  rig.world.threads(4, 100), rig.world.threads(4, 100), rig.world.threads(2, 100))),
          Rig.ids(rig.world),
          IngestObserver.NONE);

  private final AppendGroup group =
      Signals.group(
          Signals.of(Rig.A).withSource("calm").withMeasure("0.1", "1"),
          Signals.of(Rig.A).withSource("wild").withMeasure("0.9", "1"));

  private void follow() {
    rig.ledger.ports().signals().append(group);
    GraphFollower unused = rig.started();
    rig.settleFor(Duration.ofMillis(100));
  }

  private <T> T answer(CompletionStage<T> stage) {
    CompletableFuture<T> answer = stage.toCompletableFuture();
    for (int i = 0; i < 100 && !answer.isDone(); i++) {
      rig.settleFor(Duration.ofMillis(10));
    }
    return answer.join();
  }

  private DissentAnswer dissent(TenantId tenant, Grant grant, Optional<EventTime> asOf) {
    return answer(
        engine.explorations().dissent(new DissentQuestion(tenant, grant, asOf, THRESHOLD)));
  }

  private TrailAnswer trail(TenantId tenant, Grant grant, ProvenanceId admission) {
    return answer(engine.explorations().trail(new TrailQuestion(tenant, grant, admission, 10)));
  }

  private ProvenanceId admission() {
    return group.entries().get(0).provenance().id();
  }

  private static Dissent found(String source, String mean, String others, boolean since) {
    return new Dissent(
        new SourceId(source), Ratio.of(mean), Ratio.of(others), since ? NOON : Optional.empty());
  }

  @Test
  void graphAnswersWholeAndSaysHowOldItIs() {
    follow();

    DissentAnswer.Found answer = (DissentAnswer.Found) dissent(Rig.A, ALL, Optional.empty());

    assertThat(answer.dissents())
        .containsExactly(found("calm", "0.1", "0.9", true), found("wild", "0.9", "0.1", true));
    assertThat(answer.basis()).isEqualTo(new Basis.FromGraph(LAG));
    assertThat(answer.window().contains(Signals.NOON)).isTrue();
    TrailAnswer.Found trail = (TrailAnswer.Found) trail(Rig.A, ALL, admission());
    assertThat(trail.trail().others()).hasSize(1);
    assertThat(trail.lag()).isEqualTo(LAG);
  }

  @Test
  void ledgerAnswersInPartWhileTheGraphIsAway() {
    follow();
    rig.graph.down(true);

    for (boolean known : new boolean[] {false, true}) {
      away = known;
      DissentAnswer.Found answer = (DissentAnswer.Found) dissent(Rig.A, ALL, NOON);
      assertThat(answer.dissents())
          .containsExactly(found("calm", "0.1", "0.9", false), found("wild", "0.9", "0.1", false));
      assertThat(answer.basis()).isEqualTo(new Basis.PartialFromLedger());
      assertThat(trail(Rig.A, ALL, admission()))
          .isInstanceOfSatisfying(
              TrailAnswer.Unavailable.class,
              none -> assertThat(none.code()).isEqualTo("graph-unavailable"));
    }
  }

  @Test
  void tenantThatIsNotGrantedIsLikeOneThatIsNotThere() {
    follow();
    Grant onlyB = new Grant.Tenants(Set.of(Rig.B));
    TenantId missing = new TenantId("missing");

    assertThat(dissent(Rig.A, onlyB, NOON)).isEqualTo(new DissentAnswer.NoSuchTenant(Rig.A));
    assertThat(dissent(missing, ALL, NOON)).isEqualTo(new DissentAnswer.NoSuchTenant(missing));
    assertThat(trail(Rig.A, onlyB, admission())).isEqualTo(new TrailAnswer.NotFound(LAG));
    assertThat(trail(missing, ALL, admission())).isEqualTo(new TrailAnswer.NotFound(LAG));
    assertThat(trail(Rig.B, ALL, admission())).isEqualTo(new TrailAnswer.NotFound(LAG));
    assertThat(engine.tenants().move(Rig.A, TenantState.ERASED)).isPresent();
    assertThat(dissent(Rig.A, ALL, NOON)).isEqualTo(new DissentAnswer.NoSuchTenant(Rig.A));
    assertThat(trail(Rig.A, ALL, admission())).isEqualTo(new TrailAnswer.NotFound(LAG));
  }

  @Test
  void windowThatRetentionHasCutIsExpired() {
    assertThat(dissent(Rig.A, ALL, Optional.of(EventTime.parse("2020-01-01T00:00:00Z"))))
        .isInstanceOf(DissentAnswer.Expired.class);
  }

  @Test
  void engineWithoutAGraphAnswersInPart() {
    rig.ledger.ports().signals().append(group);
    Engine alone =
        new Engine(
            rig.ledger.ports(),
            Neighbours.NONE,
            EngineSettings.STANDARD,
            rig.world.surroundings(
                new Surroundings.Workers(
                    rig.world.threads(4, 100),
                    rig.world.threads(4, 100),
                    rig.world.threads(2, 100))),
            Rig.ids(rig.world),
            IngestObserver.NONE);
    DissentQuestion question = new DissentQuestion(Rig.A, ALL, NOON, THRESHOLD);

    assertThat(answer(alone.explorations().dissent(question)))
        .isInstanceOfSatisfying(
            DissentAnswer.Found.class,
            found -> assertThat(found.basis()).isEqualTo(new Basis.PartialFromLedger()));
    assertThat(answer(alone.explorations().trail(new TrailQuestion(Rig.A, ALL, admission(), 1))))
        .isEqualTo(new TrailAnswer.NoGraph());
    assertThat(GraphSide.NONE.lag().get()).isZero();
  }

  @Test
  void signalsThatTheLedgerDoesNotTellApartCountAmongTheOthers() {
    for (int i = 0; i < 256; i++) {
      rig.ledger
          .ports()
          .signals()
          .append(
              Signals.group(
                  Signals.of(Rig.A).withSource("s" + i).withMeasure(i == 0 ? "1" : "0.1", "1")));
    }
    rig.ledger
        .ports()
        .signals()
        .append(Signals.group(Signals.of(Rig.A).withSource("late").withMeasure("0", "1000")));
    away = true;

    DissentAnswer.Found answer = (DissentAnswer.Found) dissent(Rig.A, ALL, NOON);

    assertThat(answer.dissents())
        .singleElement()
        .satisfies(found -> assertThat(found.source().value()).isEqualTo("s0"))
        .satisfies(found -> assertThat(found.others()).isLessThan(Ratio.of("0.1")));
  }
}
