package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.engine.EngineSettings.RegistrySettings;
import io.signalcoherence.core.engine.EngineSettings.UnknownTenants;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
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
  void tenantIsKnownNoLongerThanItsTime() {
    Rig warm = rig.warmedUp();
    warm.world.pass(Duration.ofSeconds(1));
    warm.ledger.registryDown = () -> true;

    Receipt.Undetermined receipt = (Receipt.Undetermined) warm.answer(signal(A, 1));
    assertThat(receipt.cause()).isEqualTo(UndeterminedCause.TENANT_UNKNOWABLE);
    assertThat(receipt.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    warm.ledger.registryDown = () -> false;
    assertThat(warm.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void fullReadersMakeATenantUnknowableAndHarmNoOther() {
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
  void unknownTenantIsAddedWhereThatIsWanted() {
    UnknownTenants add = new UnknownTenants.Add(Rig.ACME, Rig.LOCAL);
    Rig adding = new Rig(Rig.oneLane().with(new RegistrySettings(Duration.ofSeconds(1), add)));

    CoherenceQuestion asked =
        new CoherenceQuestion(NEW, new Grant.EveryTenant(), Optional.empty(), Optional.empty(), 1);
    CompletableFuture<CoherenceAnswer> before =
        adding.engine.scores().ask(asked).toCompletableFuture();
    adding.world.settle();
    assertThat(before.join()).isEqualTo(new CoherenceAnswer.NoSuchTenant(NEW));

    assertThat(adding.answer(signal(NEW, 1))).isInstanceOf(Receipt.Accepted.class);
    assertThat(adding.engine.tenants().find(NEW)).isPresent();
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

  private static RejectionReason reason(Receipt receipt) {
    return ((Receipt.Rejected) receipt).rejection().reason();
  }
}
