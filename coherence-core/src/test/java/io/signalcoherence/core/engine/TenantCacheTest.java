package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.engine.EngineSettings.RegistrySettings;
import io.signalcoherence.core.engine.EngineSettings.UnknownTenants;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.LookUpSignal.Lookup;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TenantCacheTest {

  private static final TenantId NEW = new TenantId("new");

  private final Rig rig = new Rig(Rig.oneLane());

  @Test
  void oneLoadHoweverManyAsk() {
    List<CompletableFuture<List<Receipt>>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(rig.submit(signal(A, i)));
    }
    assertThat(rig.engine.backlog().total()).isEqualTo(50);
    rig.world.settle();

    assertThat(rig.ledger.registryReads).isEqualTo(1);
    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertThat(rig.engine.backlog().total()).isZero();
  }

  @Test
  void tenantThatIsAskedForOftenIsNeverWaitedFor() {
    Rig warm = rig.warmedUp();
    int loads = warm.ledger.registryReads;
    for (int i = 0; i < 100; i++) {
      warm.world.pass(Duration.ofMillis(100));
      CompletableFuture<List<Receipt>> answer = warm.submit(signal(A, i));
      assertThat(warm.engine.backlog().perLane()).containsExactly(1);
      warm.world.settle();
      assertThat(answer).isCompleted();
    }
    assertThat(warm.ledger.registryReads - loads).isBetween(10, 25);
  }

  @Test
  void activeTenantStaysKnownForABoundedTimeWhileTheRegistryIsDown() {
    Rig warm = rig.warmedUp();
    warm.ledger.registryDown = () -> true;
    warm.world.pass(Duration.ofSeconds(10));
    assertThat(warm.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);

    warm.world.pass(Duration.ofSeconds(1));
    Receipt.Undetermined receipt = (Receipt.Undetermined) warm.answer(signal(A, 2));
    assertThat(receipt.cause()).isEqualTo(UndeterminedCause.TENANT_UNKNOWABLE);
    assertThat(receipt.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    warm.ledger.registryDown = () -> false;
    assertThat(warm.answer(signal(A, 2))).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void whatIsOutOfDateNeverRejectsForGood() {
    assertThat(rig.engine.tenants().move(A, TenantState.DRAINING)).isPresent();
    assertThat(reason(rig.answer(signal(A, 1)))).isEqualTo(RejectionReason.TENANT_CLOSED);
    assertThat(reason(rig.answer(signal(NEW, 1)))).isEqualTo(RejectionReason.UNKNOWN_TENANT);
    rig.ledger.registryDown = () -> true;
    rig.world.pass(Duration.ofSeconds(1));

    assertThat(rig.answers(signal(A, 1), signal(NEW, 1)))
        .allMatch(receipt -> cause(receipt) == UndeterminedCause.TENANT_UNKNOWABLE);
  }

  @Test
  void tenantThatTheLedgerClosedIsRejectedAlthoughTheCacheTakesItForActive() {
    Rig warm = rig.warmedUp();
    assertThat(warm.ledger.memory().ports().tenants().move(A, TenantState.DRAINING)).isPresent();
    warm.ledger.registryDown = () -> true;
    warm.world.pass(Duration.ofSeconds(5));

    assertThat(reason(warm.answer(signal(A, 1)))).isEqualTo(RejectionReason.TENANT_CLOSED);
    assertThat(warm.stored(A)).hasSize(1);
  }

  @Test
  void floodOfQuestionsKeepsNoSignalOut() {
    Rig busy = new Rig(Rig.oneLane(), 5);
    List<CompletableFuture<CoherenceAnswer>> questions =
        IntStream.range(0, 6)
            .mapToObj(i -> busy.engine.scores().ask(asked(A)).toCompletableFuture())
            .toList();
    assertThat(questions.get(5))
        .isCompletedWithValueMatching(CoherenceAnswer.Unavailable.class::isInstance);

    assertThat(busy.answer(signal(B, 1))).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void floodOfMadeUpTenantsKeepsNoQuestionOutAndNoKnownTenant() {
    Rig warm = new Rig(Rig.oneLane(), RegistrySettings.MOST_LOADS).warmedUp();
    warm.world.pass(Duration.ofSeconds(1));
    CompletableFuture<List<Receipt>> flood =
        warm.submit(
            IntStream.range(0, RegistrySettings.MOST_LOADS + 1)
                .mapToObj(i -> signal(new TenantId("made-up-" + i), 1))
                .toList());
    CompletableFuture<CoherenceAnswer> question =
        warm.engine.scores().ask(asked(A)).toCompletableFuture();
    int loads = warm.ledger.registryReads;
    CompletableFuture<List<Receipt>> known = warm.submit(signal(A, 1));
    warm.world.settle();

    assertThat(question).isCompletedWithValueMatching(CoherenceAnswer.Scored.class::isInstance);
    assertThat(known.join()).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(warm.ledger.registryReads - loads)
        .isLessThanOrEqualTo(RegistrySettings.MOST_LOADS / 2 + 2);
    assertThat(flood.join().subList(0, RegistrySettings.MOST_LOADS / 2))
        .allMatch(receipt -> reason(receipt) == RejectionReason.UNKNOWN_TENANT);
    assertThat(
            flood.join().subList(RegistrySettings.MOST_LOADS / 2, RegistrySettings.MOST_LOADS + 1))
        .allMatch(receipt -> cause(receipt) == UndeterminedCause.TENANT_UNKNOWABLE);
  }

  @Test
  void oneTenantTakesNoMorePlacesThanItsQueueHasWhileTheRegistryIsRead() {
    Rig small =
        new Rig(Rig.oneLane().with(new EngineSettings.QueueSettings(3, 5, Duration.ofSeconds(10))));
    CompletableFuture<List<Receipt>> ofA = small.submit(Rig.signals(A, 2));
    CompletableFuture<List<Receipt>> moreOfA = small.submit(signal(A, 2), signal(A, 3));
    CompletableFuture<List<Receipt>> ofB = small.submit(Rig.signals(B, 2));
    small.world.settle();

    assertThat(ofA.join()).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(moreOfA.join().get(0)).isInstanceOf(Receipt.Accepted.class);
    assertThat(cause(moreOfA.join().get(1))).isEqualTo(UndeterminedCause.TENANT_QUEUE_FULL);
    assertThat(ofB.join()).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(small.engine.backlog().total()).isZero();
  }

  @Test
  void fullRegistrarsMakeATenantUnknowableAndHarmNoOther() {
    Rig busy = new Rig(Rig.oneLane(), 1);
    CompletableFuture<List<Receipt>> answer = busy.submit(signal(A, 1), signal(B, 1));
    busy.world.settle();

    assertThat(answer.join())
        .hasExactlyElementsOfTypes(Receipt.Accepted.class, Receipt.Undetermined.class);
  }

  @Test
  void changeMadeHereIsSeenAtOnce() {
    Rig warm = rig.warmedUp();
    assertThat(warm.engine.tenants().move(A, TenantState.DRAINING)).isPresent();
    assertThat(reason(warm.answer(signal(A, 1)))).isEqualTo(RejectionReason.TENANT_CLOSED);
    assertThat(warm.engine.tenants().move(A, TenantState.ACTIVE)).isPresent();
    assertThat(warm.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);
    assertThat(warm.engine.tenants().change(A, TenantSettings.STANDARD))
        .isEqualTo(warm.engine.tenants().find(A));
  }

  @Test
  void unknownTenantIsRefusedAndKnownOnceItIsRegistered() {
    assertThat(reason(rig.answer(signal(NEW, 1)))).isEqualTo(RejectionReason.UNKNOWN_TENANT);
    assertThat(rig.engine.tenants().list()).extracting(Tenant::id).containsExactly(A, B);
    Tenant tenant =
        new Tenant(NEW, Rig.ACME, Rig.LOCAL, TenantState.ACTIVE, TenantSettings.STANDARD);
    assertThat(rig.engine.tenants().register(tenant)).isEqualTo(tenant);
    assertThat(rig.answer(signal(NEW, 1))).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void unknownTenantIsAddedByASignalAlsoRightAfterAReadThatFoundNone() {
    Rig adding = adding();
    CompletableFuture<CoherenceAnswer> asked =
        adding.engine.scores().ask(asked(NEW)).toCompletableFuture();
    TenantId other = new TenantId("other");
    CompletableFuture<Lookup> lookedUp =
        adding
            .engine
            .lookUps()
            .lookUp(signal(other, 1).key(), new Grant.EveryTenant())
            .toCompletableFuture();
    adding.world.settle();
    assertThat(asked.join()).isEqualTo(new CoherenceAnswer.NoSuchTenant(NEW));
    assertThat(lookedUp.join()).isEqualTo(new Lookup.NotFound());
    assertThat(adding.engine.tenants().list()).extracting(Tenant::id).containsExactly(A, B);

    assertThat(adding.answers(signal(NEW, 1), signal(other, 1)))
        .hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(adding.engine.tenants().list())
        .extracting(Tenant::id)
        .containsExactly(A, B, NEW, other);
  }

  @Test
  void noMoreThanSoManyTenantsAreAdded() {
    Rig adding = adding();
    int batch = 500;
    for (int i = 0; i < UnknownTenants.Add.MOST; i += batch) {
      assertThat(adding.answers(ofMadeUp(i, i + batch)))
          .hasOnlyElementsOfType(Receipt.Accepted.class);
    }
    assertThat(adding.answers(ofMadeUp(UnknownTenants.Add.MOST, UnknownTenants.Add.MOST + 2)))
        .allMatch(receipt -> reason(receipt) == RejectionReason.UNKNOWN_TENANT);
    assertThat(adding.answers(ofMadeUp(0, batch))).hasOnlyElementsOfType(Receipt.Duplicate.class);
    assertThat(adding.engine.tenants().list()).hasSize(2 + UnknownTenants.Add.MOST);
  }

  @Test
  void roomIsKeptForAsManyAsWaitForTheRegistry() {
    Rig small =
        new Rig(Rig.oneLane().with(new EngineSettings.QueueSettings(3, 3, Duration.ofSeconds(10))));
    CompletableFuture<List<Receipt>> answer = small.submit(Rig.signals(A, 5));
    small.world.settle();

    assertThat(answer.join().subList(0, 3)).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(answer.join().subList(3, 5))
        .allMatch(r -> ((Receipt.Undetermined) r).cause() == UndeterminedCause.QUEUES_FULL);
  }

  private static Rig adding() {
    UnknownTenants add = new UnknownTenants.Add(Rig.ACME, Rig.LOCAL);
    return new Rig(Rig.oneLane().with(new RegistrySettings(Duration.ofSeconds(1), add)));
  }

  private static Signal[] ofMadeUp(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> signal(new TenantId("made-up-" + i), 1))
        .toArray(Signal[]::new);
  }

  private static CoherenceQuestion asked(TenantId tenant) {
    return new CoherenceQuestion(
        tenant, new Grant.EveryTenant(), Optional.empty(), Optional.empty(), 1);
  }

  private static UndeterminedCause cause(Receipt receipt) {
    return ((Receipt.Undetermined) receipt).cause();
  }

  private static RejectionReason reason(Receipt receipt) {
    return ((Receipt.Rejected) receipt).rejection().reason();
  }
}
