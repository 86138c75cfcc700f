package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.out.Ledger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger promises when a tenant has more pairs than it may tell apart. */
public abstract class PairLimitContract extends LedgerContract {

  private static final int LIMIT = 3;
  private static final EventTime EVENING = EventTime.parse("2024-03-10T23:59:59Z");

  @BeforeEach
  final void limitPairs() {
    TenantSettings standard = TenantSettings.STANDARD;
    TenantSettings few =
        new TenantSettings(
            standard.thresholds(), standard.share(), standard.retention(), new PairLimit(LIMIT));
    assertThat(ledger().tenants().change(ALPHA, few)).isPresent();
  }

  @Test
  void pairsUpToTheLimitAreToldApart() {
    win(ofType(0), ofType(1), ofType(2));

    assertThat(sums(EVENING).keySet()).hasSize(LIMIT).allMatch(Pair.Named.class::isInstance);
    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
  }

  @Test
  void furtherPairsAreCountedAsOtherAndNothingIsLost() {
    for (int type = 0; type < 6; type++) {
      win(ofType(type), ofType(type).withId("2"));
    }

    assertThat(named(EVENING)).hasSize(LIMIT);
    assertThat(sums(EVENING).get(Pair.other()).count()).isEqualTo(6);
    assertExact(EVENING);
  }

  @Test
  void oneGroupMayPassTheLimit() {
    win(IntStream.range(0, 8).mapToObj(PairLimitContract::ofType).toArray(Signals[]::new));

    assertThat(named(EVENING)).hasSize(LIMIT);
    assertThat(sums(EVENING).get(Pair.other()).count()).isEqualTo(5);
    assertExact(EVENING);
  }

  @Test
  void pairStaysWhatItBecameForTheDay() {
    win(IntStream.range(0, 6).mapToObj(PairLimitContract::ofType).toArray(Signals[]::new));
    Set<Pair> named = named(EVENING);

    for (int type = 5; type >= 0; type--) {
      win(ofType(type).withId("2").withTs("2024-03-10T00:00:00Z"));
      win(ofType(type).withId("3").withTs("2024-03-10T23:59:59.999999Z"));
    }

    assertThat(named(EVENING)).isEqualTo(named);
    assertThat(sums(EVENING).values().stream().map(Sums::count).sorted().toList())
        .containsExactly(3L, 3L, 3L, 9L);
    assertExact(EVENING);
  }

  @Test
  void eachDayHasItsOwnPairs() {
    win(ofType(0), ofType(1), ofType(2), ofType(3));
    String tomorrow = "2024-03-11T00:00:00Z";
    win(ofType(9).withTs(tomorrow));
    win(ofType(8).withTs(tomorrow), ofType(7).withTs(tomorrow));

    EventTime lateTomorrow = EventTime.parse("2024-03-11T23:59:59Z");
    assertThat(named(lateTomorrow)).containsExactlyInAnyOrder(pair(7), pair(8), pair(9));
    assertThat(sums(lateTomorrow)).doesNotContainKey(Pair.other());
    assertThat(StoredFold.total(read(ALPHA, EventTime.parse("2024-03-11T06:00:00Z"))).count())
        .isEqualTo(7);
  }

  @Test
  void pairNamedOtherIsNotTheRest() {
    win(ofType(0), ofType(1), ofType(2), ofType(3));
    win(Signals.of(ALPHA).withTs("2024-03-11T01:00:00Z").withSource("other").withType("other"));

    assertThat(sums(EventTime.parse("2024-03-11T06:00:00Z")))
        .hasSize(LIMIT + 2)
        .containsKey(Pair.other());
  }

  @Test
  void theOtherTenantCannotUseUpThePairs() {
    win(
        IntStream.range(0, 20)
            .mapToObj(type -> ofType(type).withTenant(BETA))
            .toArray(Signals[]::new));
    win(ofType(30), ofType(31), ofType(32));

    assertThat(named(EVENING)).containsExactlyInAnyOrder(pair(30), pair(31), pair(32));
    assertThat(read(BETA, EVENING).pairs()).hasSize(20);
  }

  @Test
  void limitHoldsAgainstManyAtOnce() {
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      int number = writer;
      writers.add(() -> writeTypes(number));
    }

    try (Together together = new Together()) {
      assertThat(together.all(writers)).containsOnly(30);
    }

    assertThat(named(EVENING)).hasSize(LIMIT);
    assertExact(EVENING);
  }

  private int writeTypes(int writer) {
    Ledger process = writer % 2 == 0 ? ledger() : harness().anotherProcess();
    List<Integer> types = new ArrayList<>(IntStream.range(0, 10).boxed().toList());
    Collections.shuffle(types, new Random(writer));
    for (int type : types) {
      String id = writer + "-";
      claims(
          process,
          Signals.group(
              ofType(type).withId(id + 1),
              ofType(type).withId(id + 2),
              ofType(type).withId(id + 3)));
    }
    return 3 * types.size();
  }

  /** All is counted, and what is told apart is told apart from the day's first signal on. */
  private void assertExact(EventTime asOf) {
    var stored = harness().storedSignals(ALPHA);
    Map<Pair, Sums> fold = StoredFold.byPair(stored, windowAt(asOf));
    assertThat(StoredFold.total(read(ALPHA, asOf)))
        .isEqualTo(StoredFold.total(stored, windowAt(asOf)));
    Map<Pair, Sums> sums = sums(asOf);
    assertThat(named(asOf))
        .allSatisfy(pair -> assertThat(sums.get(pair)).isEqualTo(fold.get(pair)));
  }

  private Map<Pair, Sums> sums(EventTime asOf) {
    return StoredFold.byPair(read(ALPHA, asOf));
  }

  private Set<Pair> named(EventTime asOf) {
    return sums(asOf).keySet().stream()
        .filter(Pair.Named.class::isInstance)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Signals ofType(int type) {
    return Signals.of(ALPHA)
        .withType("t" + type)
        .withSource("s" + type)
        .withMeasure("0." + (type + 1), "" + (type + 1));
  }

  private static Pair pair(int type) {
    var signal = ofType(type).signal();
    return new Pair.Named(signal.key().source(), signal.type());
  }
}
