package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.Ledger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts of a ledger's ports share: a harness for each test, and short words. */
public abstract class LedgerContract {

  /** A tenant that is registered before each test. */
  protected static final TenantId ALPHA = new TenantId("alpha");

  /** Another tenant that is registered before each test. */
  protected static final TenantId BETA = new TenantId("beta");

  /** A third tenant that is registered before each test. */
  protected static final TenantId GAMMA = new TenantId("gamma");

  private LedgerHarness harness;

  /** Opens a harness over an empty ledger. */
  protected abstract LedgerHarness openHarness() throws Exception;

  @BeforeEach
  final void openLedger() throws Exception {
    harness = openHarness();
    List.of(ALPHA, BETA, GAMMA).forEach(this::register);
  }

  @AfterEach
  final void closeLedger() {
    harness.close();
  }

  /** Looks often and in this thread, for up to a minute. */
  static ConditionFactory soon() {
    return Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofMinutes(1));
  }

  final LedgerHarness harness() {
    return harness;
  }

  final Ledger ledger() {
    return harness.ledger();
  }

  final Tenant tenant(String name) {
    return new Tenant(
        new TenantId(name),
        new Organisation("acme"),
        harness.residency(),
        TenantState.ACTIVE,
        TenantSettings.STANDARD);
  }

  final Tenant register(TenantId id) {
    return ledger().tenants().register(tenant(id.value()));
  }

  final List<Claim> append(Signals... signals) {
    return claims(Signals.group(signals));
  }

  final List<Claim> claims(AppendGroup group) {
    return claims(ledger(), group);
  }

  static List<Claim> claims(Ledger ledger, AppendGroup group) {
    return appended(ledger, group).claims();
  }

  final AppendResult.Appended appended(AppendGroup group) {
    return appended(ledger(), group);
  }

  static AppendResult.Appended appended(Ledger ledger, AppendGroup group) {
    AppendResult result = ledger.signals().append(group);
    assertThat(result).isInstanceOf(AppendResult.Appended.class);
    AppendResult.Appended appended = (AppendResult.Appended) result;
    assertThat(appended.claims()).hasSameSizeAs(group.entries());
    return appended;
  }

  /** Appends and takes it that every key is won. */
  final CommitToken win(Signals... signals) {
    AppendResult.Appended appended = appended(Signals.group(signals));
    assertThat(appended.claims()).allMatch(Claim.Won.class::isInstance);
    return appended.token();
  }

  static Window windowAt(EventTime asOf) {
    return Window.endingWith(asOf);
  }

  final WindowReading read(TenantId tenant, EventTime asOf) {
    return ledger().windows().read(tenant, windowAt(asOf));
  }

  /** The claim tells that an earlier try of this very entry won. */
  static boolean isOwn(Claim claim, AppendGroup.Entry entry) {
    return claim instanceof Claim.Held held && held.holder().equals(entry.provenance().id());
  }

  /** What is stored is this and no more, and the sums of its windows say the same. */
  final void assertStored(TenantId tenant, Collection<Signal> expected) {
    List<Signal> stored = harness.storedSignals(tenant);
    assertThat(stored).containsExactlyInAnyOrderElementsOf(expected);
    assertSumsEqualTheFold(tenant, stored);
  }

  /** The sums of the windows that end with each stored signal equal a fold over all of them. */
  final void assertSumsEqualTheFold(TenantId tenant, List<Signal> stored) {
    stored.stream()
        .map(signal -> signal.key().ts().minute())
        .distinct()
        .map(EventTime::new)
        .forEach(
            asOf ->
                assertThat(StoredFold.byPair(read(tenant, asOf)))
                    .isEqualTo(StoredFold.byPair(stored, windowAt(asOf))));
    assertThat(StoredFold.byPair(read(tenant, Signals.NOON)))
        .isEqualTo(StoredFold.byPair(stored, windowAt(Signals.NOON)));
  }
}
