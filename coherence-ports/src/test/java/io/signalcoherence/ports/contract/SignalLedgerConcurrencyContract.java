package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.SignalLedger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link SignalLedger} promises when appends overlap, from two processes. */
public abstract class SignalLedgerConcurrencyContract extends LedgerContract {

  private static final int WRITERS = 8;

  @Test
  void eachOfTheSameKeysIsWonOnceInWhateverOrderTheyCome() {
    List<Signals> keys = new ArrayList<>();
    for (TenantId tenant : List.of(ALPHA, BETA)) {
      for (int i = 0; i < 60; i++) {
        keys.add(Signals.of(tenant).withId("k" + i).withSource("s" + i % 7));
      }
    }
    List<Callable<List<Signal>>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      List<Signals> order = new ArrayList<>(keys);
      if (writer % 2 == 1) {
        Collections.reverse(order);
      } else {
        Collections.rotate(order, writer * 11);
      }
      writers.add(() -> wonBy(process(number), order, 1 + number));
    }

    Map<Signal, Integer> wins = new HashMap<>();
    try (Together together = new Together()) {
      together.all(writers).forEach(won -> won.forEach(s -> wins.merge(s, 1, Integer::sum)));
    }

    assertThat(wins).hasSize(keys.size()).allSatisfy((signal, times) -> assertThat(times).isOne());
    assertThat(harness().storedSignals(ALPHA)).hasSize(60);
    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
    assertSumsEqualTheFold(BETA, harness().storedSignals(BETA));
  }

  @Test
  void noUpdateOfAHotMinuteIsLost() {
    List<Callable<List<Signal>>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      List<Signals> own =
          IntStream.range(0, 60)
              .mapToObj(i -> Signals.of(ALPHA).withId(number + "-" + i).withType("t" + i % 5))
              .toList();
      writers.add(() -> wonBy(process(number), own, 3));
    }

    try (Together together = new Together()) {
      assertThat(together.all(writers)).allMatch(won -> won.size() == 60);
    }

    assertThat(StoredFold.total(read(ALPHA, Signals.NOON)).count()).isEqualTo(WRITERS * 60L);
    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
  }

  @Test
  void groupsOverManyTenantsInAnyMixDoNotDeadlock() {
    List<Callable<List<Signal>>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      List<Signals> mix = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        for (TenantId tenant : List.of(ALPHA, BETA, GAMMA)) {
          mix.add(Signals.of(tenant).withId("k" + (i + number * 5)).withType("t" + i % 4));
        }
      }
      Collections.shuffle(mix, new Random(number));
      writers.add(() -> wonBy(process(number), mix, 12));
    }

    try (Together together = new Together()) {
      together.all(writers);
    }

    for (TenantId tenant : List.of(ALPHA, BETA, GAMMA)) {
      assertThat(harness().storedSignals(tenant)).hasSize(5 * (WRITERS - 1) + 20);
      assertSumsEqualTheFold(tenant, harness().storedSignals(tenant));
    }
  }

  @Test
  void sameGroupAppendedByManyAtOnceCountsOnce() {
    AppendGroup group =
        Signals.group(
            IntStream.range(0, 20).mapToObj(i -> Signals.of(ALPHA).withId("k" + i)).toList());
    List<Callable<List<Claim>>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      writers.add(() -> claims(process(number), group));
    }

    List<List<Claim>> answers;
    try (Together together = new Together()) {
      answers = together.all(writers);
    }

    for (int i = 0; i < group.entries().size(); i++) {
      int at = i;
      AppendGroup.Entry entry = group.entries().get(i);
      assertThat(answers)
          .filteredOn(claims -> claims.get(at) instanceof Claim.Won)
          .as("winners of %s", entry.signal().key())
          .hasSize(1);
      assertThat(answers).filteredOn(claims -> isOwn(claims.get(at), entry)).hasSize(WRITERS - 1);
    }
    assertStored(ALPHA, group.entries().stream().map(AppendGroup.Entry::signal).toList());
  }

  @Test
  void secondAppendOfAKeyWaitsForTheFirstAndIsHeldIfThatCommits() {
    AppendGroup first = Signals.group(Signals.of(ALPHA).withMeasure("0.25", "1"));
    try (Together together = new Together();
        HeldAppend open = harness().holdOpen(first)) {
      Future<List<Claim>> second =
          together.begin(() -> append(Signals.of(ALPHA), Signals.of(BETA)));
      harness().awaitBlockedAppends(1);
      assertThat(second.isDone()).isFalse();
      assertThat(harness().storedSignals(BETA)).isEmpty();

      open.commit();

      List<Claim> claims = Together.result(second);
      assertThat(((Claim.Held) claims.get(0)).holder())
          .isEqualTo(first.entries().get(0).provenance().id());
      assertThat(((Claim.Held) claims.get(0)).digest())
          .isEqualTo(first.entries().get(0).provenance().digest());
      assertThat(claims.get(1)).isEqualTo(new Claim.Won());
    }
    assertStored(ALPHA, List.of(first.entries().get(0).signal()));
  }

  @Test
  void secondAppendOfAKeyWaitsForTheFirstAndWinsIfThatIsUndone() {
    Signals later = Signals.of(ALPHA).withMeasure("0.75", "1");
    try (Together together = new Together();
        HeldAppend open = harness().holdOpen(Signals.group(Signals.of(ALPHA)))) {
      Future<List<Claim>> second = together.begin(() -> append(later));
      harness().awaitBlockedAppends(1);

      open.rollback();

      assertThat(Together.result(second)).containsExactly(new Claim.Won());
    }
    assertStored(ALPHA, List.of(later.signal()));
  }

  @Test
  void appendThatWaitsTooLongGivesUpAndHasDoneNothing() {
    AppendGroup group = Signals.group(Signals.of(ALPHA), Signals.of(BETA));
    try (HeldAppend open = harness().holdOpen(Signals.group(Signals.of(BETA)))) {
      assertThatExceptionOfType(TimedOutException.class)
          .isThrownBy(() -> ledger().signals().append(group))
          .matches(e -> e.retry() == RetrySafety.SAFE);
      open.rollback();
    }
    assertStored(ALPHA, List.of());
    assertThat(claims(group)).containsOnly(new Claim.Won());
  }

  @Test
  void whatIsHeldOpenIsNeitherStoredNorCounted() {
    try (HeldAppend open = harness().holdOpen(Signals.group(Signals.of(ALPHA)))) {
      assertThat(read(ALPHA, Signals.NOON).pairs()).isEmpty();
      assertThat(ledger().store().find(Signals.of(ALPHA).signal().key())).isEmpty();
      open.rollback();
    }
    assertStored(ALPHA, List.of());
  }

  @Test
  void closingATenantWaitsForItsOpenAppend() {
    Signals signal = Signals.of(ALPHA);
    try (Together together = new Together();
        HeldAppend open = harness().holdOpen(Signals.group(signal))) {
      Future<TenantState> closing =
          together.begin(
              () -> ledger().tenants().move(ALPHA, TenantState.DRAINING).orElseThrow().state());
      harness().awaitBlockedAppends(1);
      assertThat(closing.isDone()).isFalse();

      open.commit();

      assertThat(Together.result(closing)).isEqualTo(TenantState.DRAINING);
    }
    assertStored(ALPHA, List.of(signal.signal()));
  }

  @Test
  void nothingIsWonOnceItsTenantWasAnsweredToBeClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    try (Together together = new Together()) {
      List<Future<List<Signal>>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(together.begin(() -> writeUntil(closed, number)));
      }
      soon().until(() -> harness().storedSignals(ALPHA).size() >= 20);
      ledger().tenants().move(ALPHA, TenantState.DRAINING);
      List<Signal> stored = harness().storedSignals(ALPHA);
      closed.set(true);

      List<Signal> won = new ArrayList<>();
      writers.forEach(writer -> won.addAll(Together.result(writer)));
      assertStored(ALPHA, stored);
      assertThat(won).containsExactlyInAnyOrderElementsOf(stored);
    }
  }

  private List<Signal> writeUntil(AtomicBoolean closed, int number) {
    List<Signal> won = new ArrayList<>();
    boolean last = false;
    for (int i = 0; !last; i++) {
      last = closed.get();
      Signals signal = Signals.of(ALPHA).withId(number + "-" + i);
      won.addAll(wonBy(process(number), List.of(signal), 1));
    }
    return won;
  }

  private Ledger process(int number) {
    return number % 2 == 0 ? ledger() : harness().anotherProcess();
  }

  /** Appends in groups of so many, in the order given; answers what was won. */
  private static List<Signal> wonBy(Ledger ledger, List<Signals> signals, int size) {
    List<Signal> won = new ArrayList<>();
    for (int from = 0; from < signals.size(); from += size) {
      int to = Math.min(from + size, signals.size());
      AppendGroup group = Signals.group(signals.subList(from, to));
      List<Claim> claims = claims(ledger, group);
      for (int i = 0; i < claims.size(); i++) {
        if (claims.get(i) instanceof Claim.Won) {
          won.add(group.entries().get(i).signal());
        }
      }
    }
    return won;
  }
}
