package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.SignalStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link SignalStore} promises. */
public abstract class SignalStoreContract extends LedgerContract {

  @Test
  void storedSignalIsFoundAsItWasAppended() {
    AppendGroup group = Signals.group(Signals.of(ALPHA).withMeasure("0.123456789", "0.000001"));
    CommitToken token = appended(group).token();
    AppendGroup.Entry entry = group.entries().get(0);

    SignalStore.Stored stored = ledger().store().find(entry.signal().key()).orElseThrow();

    assertThat(stored.record().signal()).isEqualTo(entry.signal());
    assertThat(stored.record().provenance()).isEqualTo(entry.provenance());
    assertThat(stored.record().place().epoch()).isEqualTo(token.epoch());
    assertThat(stored.record().place().transaction()).isEqualTo(token.transaction());
    assertThat(stored.token().transaction()).isEqualTo(token.transaction());
  }

  @Test
  void originWithoutATraceIsKeptWithoutOne() {
    AppendGroup.Entry entry = Signals.of(ALPHA).entry();
    var provenance = entry.provenance();
    var origin = new Origin(Channel.REPLAY, provenance.origin().principal(), Optional.empty());
    var plain =
        new Provenance(
            provenance.id(),
            origin,
            provenance.receivedAt(),
            provenance.digest(),
            provenance.tags());
    claims(new AppendGroup(List.of(new AppendGroup.Entry(entry.signal(), plain))));

    assertThat(ledger().store().find(entry.signal().key()).orElseThrow().record().provenance())
        .isEqualTo(plain);
  }

  @Test
  void onlyTheExactKeyIsFound() {
    Signals signal = Signals.of(ALPHA).withSource("ab").withId("c");
    win(signal);
    List<Signals> near =
        List.of(
            signal.withSource("a").withId("bc"),
            signal.withId("C"),
            signal.withId("c "),
            signal.withTs("2024-03-10T12:00:00.000001Z"),
            signal.withTs("2024-02-10T12:00:00Z"));

    assertThat(near).allMatch(other -> ledger().store().find(other.signal().key()).isEmpty());
  }

  @Test
  void theOtherTenantCannotFindIt() {
    win(Signals.of(ALPHA));

    assertThat(ledger().store().find(Signals.of(BETA).signal().key())).isEmpty();
    assertThat(ledger().store().find(Signals.of(new TenantId("nobody")).signal().key())).isEmpty();
  }

  @Test
  void whatWasLostOrRefusedIsNotFound() {
    harness().loseConnectionBeforeCommit();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> ledger().signals().append(Signals.group(Signals.of(ALPHA))));

    assertThat(ledger().store().find(Signals.of(ALPHA).signal().key())).isEmpty();
  }

  @Test
  void tokenIsIncludedInEveryLaterReading() {
    win(Signals.of(ALPHA));
    CommitToken token = find(Signals.of(ALPHA)).token();

    assertThat(read(ALPHA, Signals.NOON).snapshot().includes(token)).isEqualTo(Inclusion.INCLUDED);
  }

  @Test
  void tokenOfASignalFromAnEndedEpochIsOfThisOneAndItsPlaceIsNot() {
    win(Signals.of(ALPHA));
    Cursor before = find(Signals.of(ALPHA)).record().place();
    EpochNumber now = harness().beginNewEpoch();

    SignalStore.Stored stored = find(Signals.of(ALPHA));

    assertThat(stored.token().epoch()).isEqualTo(now);
    assertThat(read(ALPHA, Signals.NOON).snapshot().includes(stored.token()))
        .isEqualTo(Inclusion.INCLUDED);
    assertThat(stored.record().place().epoch()).isEqualTo(before.epoch());
    assertThat(stored.record().place().readIn()).isNotEqualTo(before.readIn());
  }

  @Test
  void readsThatOverlapAppendsFindAllThatWasDurable() {
    List<Callable<Boolean>> writers =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                writer ->
                    () -> {
                      for (int i = 0; i < 25; i++) {
                        Signals signal = Signals.of(ALPHA).withId(writer + "-" + i);
                        claims(Signals.group(signal));
                        if (harness()
                            .anotherProcess()
                            .store()
                            .find(signal.signal().key())
                            .isEmpty()) {
                          return false;
                        }
                      }
                      return true;
                    })
            .toList();

    try (Together together = new Together()) {
      assertThat(together.all(writers)).containsOnly(true);
    }
  }

  @Test
  void failureIsSafeToRetry() {
    win(Signals.of(ALPHA));
    harness().down();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> find(Signals.of(ALPHA)))
        .matches(e -> e.retry() == RetrySafety.SAFE);
    harness().up();

    assertThat(find(Signals.of(ALPHA)).record().signal()).isEqualTo(Signals.of(ALPHA).signal());
  }

  private SignalStore.Stored find(Signals signal) {
    return ledger().store().find(signal.signal().key()).orElseThrow();
  }
}
