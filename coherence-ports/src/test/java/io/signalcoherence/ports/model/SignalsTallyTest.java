package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.out.AppendGroup;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SignalsTallyTest {

  private static final TenantId TENANT = new TenantId("alpha");
  private static final Signals SIGNAL = Signals.of(TENANT);

  @Test
  void orderChangesNothingAndADoubledOrMissingSignalDoes() {
    List<ProjectedSignal> signals = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      signals.add(projected(SIGNAL.withId("" + i).entry()));
    }
    SignalsTally tally = SignalsTally.of(signals);
    assertThat(tally.signals()).isEqualTo(50);
    Collections.shuffle(signals, new Random(5));
    assertThat(SignalsTally.of(signals)).isEqualTo(tally);

    assertThat(SignalsTally.of(signals.subList(0, 49)).digest()).isNotEqualTo(tally.digest());
    SignalsTally doubled = tally.plus(signals.get(0)).plus(signals.get(0));
    assertThat(doubled.digest()).isNotEqualTo(tally.digest());
    assertThat(tally.digest().bitLength()).isLessThanOrEqualTo(256);
  }

  @Test
  void eachPartOfASignalCounts() {
    AppendGroup.Entry entry = SIGNAL.entry();
    Provenance from = entry.provenance();
    Origin untraced =
        new Origin(from.origin().channel(), from.origin().principal(), Optional.empty());
    Origin kafka = new Origin(Channel.KAFKA, from.origin().principal(), Optional.empty());
    Origin stranger =
        new Origin(
            Channel.KAFKA,
            new Principal("stranger", from.origin().principal().organisation()),
            Optional.empty());
    Instant later = from.receivedAt().plusNanos(1_000);
    List<AppendGroup.Entry> all =
        List.of(
            entry,
            with(SIGNAL.withTenant(new TenantId("beta")), from),
            with(SIGNAL.withSource("s"), from),
            with(SIGNAL.withId("2"), from),
            with(SIGNAL.withTs("2024-03-10T12:00:00.000001Z"), from),
            with(SIGNAL.withTs("9999-12-31T23:59:59.999999Z"), from),
            with(SIGNAL.withType("t"), from),
            with(SIGNAL.withMeasure("0.500000001", "1"), from),
            with(SIGNAL.withMeasure("0.5", "1.000001"), from),
            with(SIGNAL, provenance(Signals.nextId(), from.origin(), from.receivedAt(), from)),
            with(SIGNAL, provenance(from.id(), untraced, from.receivedAt(), from)),
            with(SIGNAL, provenance(from.id(), kafka, from.receivedAt(), from)),
            with(SIGNAL, provenance(from.id(), stranger, from.receivedAt(), from)),
            with(SIGNAL, provenance(from.id(), untraced, later, from)),
            with(SIGNAL, SIGNAL.withType("other").entry().provenance()));

    Set<BigInteger> digests = new HashSet<>();
    all.forEach(each -> digests.add(SignalsTally.NONE.plus(projected(each)).digest()));

    assertThat(digests).hasSize(all.size());
  }

  @Test
  void whatIsNoTallyIsRefused() {
    assertThatThrownBy(() -> new SignalsTally(-1, BigInteger.ZERO))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new SignalsTally(1, BigInteger.ONE.negate()))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new SignalsTally(1, BigInteger.ONE.shiftLeft(256)))
        .isInstanceOf(InvalidValueException.class);
  }

  private static AppendGroup.Entry with(Signals signal, Provenance provenance) {
    return new AppendGroup.Entry(signal.signal(), provenance);
  }

  private static Provenance provenance(
      ProvenanceId id, Origin origin, Instant receivedAt, Provenance rest) {
    return new Provenance(id, origin, receivedAt, rest.digest(), rest.tags());
  }

  private static ProjectedSignal projected(AppendGroup.Entry entry) {
    Cursor place = Cursor.beginning(new EpochId(new UUID(0, 1)));
    return ProjectedSignal.of(new LedgerRecord(place, entry.signal(), entry.provenance()));
  }
}
