package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.SignalLedger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link SignalLedger} does when nothing fails and nobody else is there. */
public abstract class SignalLedgerContract extends LedgerContract {

  private static final EventTime FLOOR = EventTime.parse("2024-03-10T11:00:00.000001Z");

  @Test
  void freeKeyIsWonAndCounted() {
    Signals signal = Signals.of(ALPHA);

    AppendResult.Appended appended = appended(Signals.group(signal));

    assertThat(appended.claims()).containsExactly(new Claim.Won());
    assertThat(appended.token().epoch()).isEqualTo(ledger().monitor().look().epoch());
    assertStored(ALPHA, List.of(signal.signal()));
  }

  @Test
  void takenKeyIsHeldByTheFirstWithItsDigest() {
    Signals first = Signals.of(ALPHA).withMeasure("0.25", "2");
    AppendGroup winner = Signals.group(first);
    claims(winner);

    List<Claim> claims = append(first.withMeasure("0.75", "3"));

    AppendGroup.Entry holder = winner.entries().get(0);
    assertThat(claims).singleElement().isInstanceOf(Claim.Held.class);
    Claim.Held held = (Claim.Held) claims.get(0);
    assertThat(held.holder()).isEqualTo(holder.provenance().id());
    assertThat(held.digest()).isEqualTo(holder.provenance().digest());
    assertStored(ALPHA, List.of(first.signal()));
  }

  @Test
  void tokensOfWonAndHeldAreIncludedInEveryLaterReading() {
    Signals signal = Signals.of(ALPHA);
    AppendResult.Appended won = appended(Signals.group(signal));
    Claim.Held held = (Claim.Held) append(signal).get(0);

    var snapshot = read(ALPHA, Signals.NOON).snapshot();

    assertThat(snapshot.includes(won.token())).isEqualTo(Inclusion.INCLUDED);
    assertThat(snapshot.includes(held.token())).isEqualTo(Inclusion.INCLUDED);
  }

  @Test
  void holderFromAnEndedEpochIsFoundByATokenOfThisOne() {
    Signals signal = Signals.of(ALPHA);
    win(signal);
    var epoch = harness().beginNewEpoch();

    Claim.Held held = (Claim.Held) append(signal).get(0);

    assertThat(held.token().epoch()).isEqualTo(epoch);
    assertThat(read(ALPHA, Signals.NOON).snapshot().includes(held.token()))
        .isEqualTo(Inclusion.INCLUDED);
  }

  @Test
  void sameGroupAgainIsHeldByItself() {
    AppendGroup group = Signals.group(Signals.of(ALPHA), Signals.of(BETA));
    claims(group);

    List<Claim> again = claims(group);

    assertThat(IntStream.range(0, 2)).allMatch(i -> isOwn(again.get(i), group.entries().get(i)));
    assertStored(ALPHA, List.of(Signals.of(ALPHA).signal()));
  }

  @Test
  void claimsComeBackInTheOrderOfTheKeys() {
    List<Signals> all =
        new ArrayList<>(
            IntStream.range(0, 40).mapToObj(i -> Signals.of(ALPHA).withId("k" + i)).toList());
    claims(Signals.group(all.subList(10, 20)));
    List<Signals> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(7));

    AppendGroup group = Signals.group(shuffled);
    List<Claim> claims = claims(group);

    for (int i = 0; i < claims.size(); i++) {
      int id = Integer.parseInt(group.entries().get(i).signal().key().id().value().substring(1));
      assertThat(claims.get(i) instanceof Claim.Held).as("k%d", id).isEqualTo(id / 10 == 1);
    }
  }

  @Test
  void keysThatDifferInOneFieldAreDifferentKeys() {
    Signals signal = Signals.of(ALPHA).withSource("ab").withId("c");
    List<Signals> near =
        List.of(
            signal,
            signal.withSource("a").withId("bc"),
            signal.withId("C"),
            signal.withId("c "),
            signal.withId("\u00e9"),
            signal.withId("e\u0301"),
            signal.withTs("2024-03-10T12:00:00.000001Z"));

    assertThat(claims(Signals.group(near))).allMatch(Claim.Won.class::isInstance);

    assertStored(ALPHA, near.stream().map(Signals::signal).toList());
  }

  @Test
  void typeIsNoPartOfTheKey() {
    win(Signals.of(ALPHA).withType("load"));
    assertThat(append(Signals.of(ALPHA).withType("other")))
        .singleElement()
        .isInstanceOf(Claim.Held.class);
  }

  @Test
  void groupSpansTenantsAndMonths() {
    List<Signals> signals = new ArrayList<>();
    for (TenantId tenant : List.of(GAMMA, ALPHA, BETA)) {
      for (String day : List.of("2000-01-01", "2019-12-31", "2024-02-29", "2024-03-10")) {
        for (String time : List.of("T00:00:00Z", "T23:59:59.999999Z")) {
          signals.add(Signals.of(tenant).withTs(day + time).withMeasure("0.125", "0.000001"));
        }
      }
    }

    assertThat(claims(Signals.group(signals))).allMatch(Claim.Won.class::isInstance);

    for (TenantId tenant : List.of(ALPHA, BETA, GAMMA)) {
      assertStored(tenant, of(tenant, signals));
    }
  }

  @Test
  void everythingOfASignalIsKept() {
    TreeMap<String, JsonValue> members = new TreeMap<>();
    members.put("\u0000 \u001f\"\\/", new JsonValue.Str("\u0000\n\ud83d\ude00\uffff"));
    members.put("n", new JsonValue.Num(new BigDecimal("-12345678901234567890.00000000012e-300")));
    members.put("a", new JsonValue.Array(List.of(new JsonValue.Null(), new JsonValue.Bool(true))));
    Region region = harness().residency().allowed().iterator().next();
    Signals full =
        Signals.of(ALPHA)
            .withSource("\u0130\u0131 \\'\";--")
            .withId("\ud83d\ude00\ufffd")
            .withType(" t\u0301 ")
            .withTs("2024-03-10T12:34:56.789012Z")
            .withMeasure("0.000000001", "999999.999999")
            .withResidency(region)
            .withAttributes(Attributes.of(new JsonValue.Obj(members)));
    Signals empty =
        Signals.of(ALPHA).withAttributes(Attributes.of(new JsonValue.Obj(new TreeMap<>())));

    win(full, empty);

    assertStored(ALPHA, List.of(full.signal(), empty.signal()));
  }

  @Test
  void theOtherTenantCannotTakeOrChangeAKey() {
    Signals signal = Signals.of(ALPHA).withMeasure("0.25", "1");
    win(signal);
    var before = StoredFold.byPair(read(ALPHA, Signals.NOON));

    win(signal.withTenant(BETA).withMeasure("1", "5"));

    assertThat(StoredFold.byPair(read(ALPHA, Signals.NOON))).isEqualTo(before);
    assertStored(ALPHA, List.of(signal.signal()));
  }

  @Test
  void unknownTenantIsRefusedAndHarmsNoOther() {
    TenantId nobody = new TenantId("nobody");
    AppendGroup group = Signals.group(Signals.of(ALPHA), Signals.of(nobody));

    List<Claim> claims = claims(group);

    assertThat(claims.get(0)).isEqualTo(new Claim.Won());
    assertRefused(claims.get(1), RejectionReason.UNKNOWN_TENANT);
    assertStored(ALPHA, List.of(Signals.of(ALPHA).signal()));
    assertStored(nobody, List.of());
  }

  @Test
  void closedTenantsAreRefusedAndHarmNoOther() {
    ledger().tenants().move(ALPHA, TenantState.DRAINING);
    ledger().tenants().move(BETA, TenantState.ERASED);

    List<Claim> claims = append(Signals.of(ALPHA), Signals.of(BETA), Signals.of(GAMMA));

    assertRefused(claims.get(0), RejectionReason.TENANT_CLOSED);
    assertRefused(claims.get(1), RejectionReason.TENANT_CLOSED);
    assertThat(claims.get(2)).isEqualTo(new Claim.Won());
    assertStored(ALPHA, List.of());
    assertStored(BETA, List.of());
  }

  @Test
  void keyWonBeforeItsTenantClosedIsHeldNotRefused() {
    AppendGroup group = Signals.group(Signals.of(ALPHA));
    claims(group);
    ledger().tenants().move(ALPHA, TenantState.DRAINING);

    assertThat(isOwn(claims(group).get(0), group.entries().get(0))).isTrue();
    assertStored(ALPHA, List.of(Signals.of(ALPHA).signal()));
  }

  @Test
  void tenantThatIsActiveAgainIsTakenAgain() {
    ledger().tenants().move(ALPHA, TenantState.DRAINING);
    ledger().tenants().move(ALPHA, TenantState.ACTIVE);

    win(Signals.of(ALPHA));
  }

  @Test
  void timesBelowTheFloorAreRefusedAndNoOthers() {
    harness().raiseFloor(ALPHA, FLOOR);

    List<Claim> claims =
        append(
            Signals.of(ALPHA).withTs("2024-03-10T11:00:00Z"),
            Signals.of(ALPHA).withTs(FLOOR),
            Signals.of(BETA).withTs("2024-03-10T11:00:00Z"));

    assertRefused(claims.get(0), RejectionReason.TOO_OLD);
    assertThat(claims.subList(1, 3)).containsOnly(new Claim.Won());
    assertStored(ALPHA, List.of(Signals.of(ALPHA).withTs(FLOOR).signal()));
  }

  @Test
  void sumsEqualTheFoldAfterAnySequence() {
    SplittableRandom random = new SplittableRandom(20240310);
    for (int round = 0; round < 30; round++) {
      List<Signals> some = new ArrayList<>();
      List<Integer> ids = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
      Collections.shuffle(ids, new Random(random.nextLong()));
      for (int id : ids.subList(0, 1 + random.nextInt(20))) {
        TenantId tenant = List.of(ALPHA, BETA).get(id % 2);
        some.add(any(Signals.of(tenant).withId("k" + id), id, random));
      }
      claims(Signals.group(some));
    }

    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
    assertSumsEqualTheFold(BETA, harness().storedSignals(BETA));
    assertThat(harness().storedSignals(ALPHA)).hasSize(30);
  }

  /** Source and time go with the id, so that the key does; the payload is any. */
  private static Signals any(Signals signal, int id, SplittableRandom random) {
    return signal
        .withSource("s" + id % 3)
        .withTs(new EventTime(Signals.NOON.value().minusSeconds(id * 1_700L)))
        .withType("t" + random.nextInt(3))
        .withMeasure("0." + random.nextLong(1_000_000_000), "0.00" + (1 + random.nextInt(9_999)));
  }

  private static List<Signal> of(TenantId tenant, List<Signals> signals) {
    return signals.stream()
        .map(Signals::signal)
        .filter(signal -> signal.key().tenant().equals(tenant))
        .toList();
  }

  private static void assertRefused(Claim claim, RejectionReason reason) {
    assertThat(claim).isInstanceOf(Claim.Refused.class);
    assertThat(((Claim.Refused) claim).rejection().reason()).isEqualTo(reason);
  }
}
