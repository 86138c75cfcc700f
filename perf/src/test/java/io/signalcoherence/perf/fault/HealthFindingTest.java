package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault from 1,000 ms to 9,000 ms. */
final class HealthFindingTest {

  private static final Moments MOMENTS =
      new Moments(millis(1000), millis(1000), millis(9000), millis(9000), millis(9000));

  private final List<Probe> probes = new ArrayList<>();
  private final List<Observation> requests = new ArrayList<>();

  @Test
  void lostReadinessIsTimedFromTheFault() {
    probe(Probe.LIVE, 1000, 2, 200);
    probe(Probe.READY, 1000, 1, 200);
    probe(Probe.READY, 3000, 5, 503);
    probe(Probe.READY, 4000, 1, 200);
    probe(Probe.READY, 5000, 1, 503);
    HealthFinding found = found();
    assertThat(found.notReadyMillis()).isEqualTo(2005);
    assertThat(found.unfounded()).isEqualTo(1);
    assertThat(found.live()).isEqualTo(new Spread(1, 2, 2, 2));
    assertThat(found.ready()).isEqualTo(new Spread(4, 1, 5, 5));
    assertThat(found.broken(probes, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
    assertThat(found.broken(probes, MOMENTS, Outage.POSTGRES_DISK_FULL))
        .containsExactly(broken("told to be ready, though no signal had been stored, 1 times"));
  }

  @ParameterizedTest
  @CsvSource({
    "3100, 1, true, 0", // between the two answers
    "2900, 101, true, 0", // may have been stored after the first was asked for
    "4000, 90, true, 0", // may have been stored before the second was given
    "2900, 51, true, 0", // readiness is told a little later
    "2900, 50, true, 1",
    "900, 8100, true, 1", // when the fault was mended: it held until then
    "4001, 1, true, 1",
    "3100, 1, false, 1"
  })
  void readinessMayComeBackOnlyForASignalThatWasStored(
      long sent, long took, boolean acknowledged, int unfounded) {
    probe(Probe.LIVE, 1000, 2, 200);
    probe(Probe.READY, 3000, 5, 503);
    probe(Probe.READY, 4000, 1, 200);
    requests.add(
        new Observation(
            Observation.Kind.BATCH,
            Set.of(),
            millis(sent),
            millis(took),
            new Observation.Reply(207, false, acknowledged)));
    assertThat(found().unfounded()).isEqualTo(unfounded);
  }

  @Test
  void aLedgerThatStandsStillMustCostReadiness() {
    probe(Probe.LIVE, 1000, 2, 200);
    probe(Probe.READY, 1000, 1, 200);
    HealthFinding found = found();
    assertThat(found.broken(probes, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
    assertThat(found.broken(probes, MOMENTS, Outage.POSTGRES_CUT))
        .containsExactly(broken("the ledger stood still, and readiness was never told to be lost"));
  }

  @Test
  void aLateAnswerIsBroken() {
    probe(Probe.LIVE, 1000, 50, 200);
    probe(Probe.READY, 1000, 1, 200);
    assertThat(found().broken(probes, MOMENTS, Outage.POSTGRES_SLOW))
        .containsExactly(broken("/livez: 1: 50.0 / 50.0 / 50 ms (expected: p99 < 50)"));
  }

  @Test
  void livenessIsNeverRefusedNorReadinessBeforeTheFault() {
    probe(Probe.READY, 500, 1, 503);
    probe(Probe.LIVE, 2000, 1, 503);
    probe(Probe.READY, 2000, 1, 0);
    assertThat(found().broken(probes, MOMENTS, Outage.POSTGRES_SLOW))
        .containsExactly(
            broken("/readyz: status 503"),
            broken("/livez: status 503"),
            broken("/readyz: status 0"));
  }

  @Test
  void nobodyAskedIsNoProof() {
    assertThat(found().broken(probes, MOMENTS, Outage.POSTGRES_SLOW)).hasSize(2);
  }

  private HealthFinding found() {
    return HealthFinding.of(probes, requests, MOMENTS);
  }

  private void probe(String path, long sent, long took, int status) {
    probes.add(new Probe(path, millis(sent), millis(took), status));
  }

  private static Broken broken(String detail) {
    return new Broken(Broken.Law.TELLS_HEALTH, detail);
  }

  private static long millis(long millis) {
    return millis * Spread.NANOS_PER_MILLI;
  }
}
