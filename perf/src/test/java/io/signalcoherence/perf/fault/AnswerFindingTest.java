package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault from 1,000 ms to 11,000 ms, weighed from 9,000 ms on. */
final class AnswerFindingTest {

  private static final Moments MOMENTS =
      new Moments(millis(1000), millis(1000), millis(9000), millis(11_000), millis(11_000));
  private static final Set<String> TENANTS = Set.of("one", "two");

  private final List<Observation> all = new ArrayList<>();

  @Test
  void aRefusalCountsByWhetherEveryTenantHadBeenRefusedWhenItWasSent() {
    push("one", 1100, 1000, 503, true);
    push("one", 1500, 600, 503, true);
    push("two", 1200, 1300, 503, true);
    push("two", 2400, 900, 429, true);
    push("one", 2500, 7, 503, true);
    push("two", 8000, 3, 503, true);
    AnswerFinding found = find();
    assertThat(found.noticedMillis()).isEqualTo(1500);
    assertThat(found.atFirst()).isEqualTo(new Spread(4, 900, 1300, 1300));
    assertThat(found.fromThenOn()).isEqualTo(new Spread(2, 3, 7, 7));
    assertThat(found.refused()).isEqualTo(6);
    assertThat(found.broken(all, MOMENTS, Outage.POSTGRES_CUT)).isEmpty();
  }

  @Test
  void untilEveryTenantHasBeenRefusedNothingIsShed() {
    push("one", 1100, 1000, 503, true);
    push("one", 5000, 2000, 503, true);
    push("two", 5000, 2000, 201, false);
    AnswerFinding found = find();
    assertThat(found.noticedMillis()).isEqualTo(-1);
    assertThat(found.fromThenOn().count()).isZero();
    assertThat(found.served()).isEqualTo(1);
  }

  @Test
  void aLateRefusalIsBrokenOnceItSheds() {
    push("one", 1100, 10, 503, true);
    push("two", 1100, 10, 503, true);
    push("one", 1200, 100, 503, true);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_CUT))
        .containsExactly(
            new Broken(
                Broken.Law.ANSWERS,
                "refusals once it shed: 1: 100.0 / 100.0 / 100 ms (expected: p99 < 100)"));
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1104, 1", // stored before the refusal that tells that the lane had noticed
    "1110, 0", "1250, 0", // stored when the late one was sent, and acknowledged a little later
    "1251, 1"
  })
  void whereASignalWasStoredMeanwhileALaneMustNoticeAnew(long stored, int fromThenOn) {
    push("two", 1000, 5, 503, true);
    push("one", 1100, 5, 503, true);
    push("two", stored - 3, 3, 201, false);
    push("one", 1200, 100, 503, true);
    assertThat(find().fromThenOn().count()).isEqualTo(fromThenOn);
  }

  @Test
  void aLaneThatHasRefusedAgainHasNoticedAnew() {
    push("two", 1000, 5, 503, true);
    push("one", 1100, 5, 503, true);
    push("two", 1107, 3, 201, false);
    push("one", 1145, 5, 503, true);
    push("one", 1200, 100, 503, true);
    assertThat(find().fromThenOn()).isEqualTo(new Spread(1, 100, 100, 100));
  }

  @Test
  void neverToShedIsBrokenWhenNothingCanBeStored() {
    push("one", 1100, 10, 503, true);
    push("one", 5000, 1, 503, true);
    push("two", 5000, 2000, 201, false);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_CUT))
        .containsExactly(
            new Broken(Broken.Law.ANSWERS, "refusals once it shed: – ms (expected: p99 < 100)"));
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
  }

  @Test
  void aSlowNetworkThatNoServedPushFeelsIsNoFault() {
    push("one", 500, 5, 201, false);
    push("one", 2000, 5, 201, false);
    push("one", 2000, 50, 503, true);
    assertThat(AnswerFinding.unfelt(all, MOMENTS, Outage.POSTGRES_SLOW))
        .containsExactly(
            new Broken(
                Broken.Law.IS_FELT,
                "served pushes: 1: 5.0 / 5.0 / 5 ms (expected: p50 > 5.0, that of before the"
                    + " fault)"));
    assertThat(AnswerFinding.unfelt(all, MOMENTS, Outage.POSTGRES_CUT)).isEmpty();
    push("one", 2000, 6, 201, false);
    push("one", 3000, 6, 201, false);
    assertThat(AnswerFinding.unfelt(all, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
  }

  @Test
  void readsAreToldApartFromWhatLanesRefuse() {
    push("one", 1100, 10, 503, true);
    push("two", 1100, 10, 503, true);
    add(Observation.Kind.READ, "one", 2000, 2000, 503, true);
    AnswerFinding found = find();
    assertThat(found.reads()).isEqualTo(new Spread(1, 2000, 2000, 2000));
    assertThat(found.fromThenOn().count()).isZero();
    assertThat(found.broken(all, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
    add(Observation.Kind.READ, "one", 2000, 2500, 503, true);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW))
        .containsExactly(
            new Broken(
                Broken.Law.ANSWERS,
                "refused reads: 2: 2000.0 / 2500.0 / 2500 ms (expected: p99 < 2500)"));
  }

  @Test
  void whatIsSentWhileTheServiceIsWeighedCountsButIsNotTimed() {
    push("one", 1100, 10, 503, true);
    push("two", 1100, 10, 503, true);
    push("one", 9500, 900, 503, true);
    AnswerFinding found = find();
    assertThat(found.fromThenOn().count()).isZero();
    assertThat(found.refused()).isEqualTo(3);
    assertThat(found.longest()).isEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 503, false, PUSH: status 503 after 5 ms",
    "2000, 429, false, PUSH: status 429 after 5 ms",
    "2000, 500, true, PUSH: status 500 with Retry-After after 5 ms",
    "12000, 502, true, PUSH: status 502 with Retry-After after 5 ms",
    "2000, 404, true, PUSH: status 404 with Retry-After after 5 ms",
    "2000, 0, false, no answer in time: PUSH: status 0 after 5 ms",
    "500, 503, true, before the fault: PUSH: status 503 with Retry-After after 5 ms"
  })
  void anotherAnswerIsBroken(long sent, int status, boolean saysWhen, String detail) {
    push("one", sent, 5, status, saysWhen);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW))
        .containsExactly(new Broken(Broken.Law.ANSWERS, detail));
  }

  @Test
  void anArrayOfWhichNothingIsAcknowledgedIsRefused() {
    Observation.Reply nothing = new Observation.Reply(207, true, false);
    all.add(new Observation(Observation.Kind.BATCH, TENANTS, millis(2000), 1, nothing));
    Observation.Reply something = new Observation.Reply(207, true, true);
    all.add(new Observation(Observation.Kind.BATCH, TENANTS, millis(2000), 1, something));
    assertThat(find().refused()).isEqualTo(1);
    assertThat(find().served()).isEqualTo(1);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW)).isEmpty();
  }

  @Test
  void anAnswerPastTheRequestTimeIsBrokenWhateverItSays() {
    push("one", 2000, 31_001, 201, false);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW)).hasSize(1);
    assertThat(find().broken(all, MOMENTS, Outage.POSTGRES_SLOW).get(0).detail())
        .startsWith("no answer in time");
  }

  private AnswerFinding find() {
    return AnswerFinding.of(all, MOMENTS, TENANTS);
  }

  private void push(String tenant, long sent, long took, int status, boolean saysWhen) {
    add(Observation.Kind.PUSH, tenant, sent, took, status, saysWhen);
  }

  private void add(
      Observation.Kind kind, String tenant, long sent, long took, int status, boolean saysWhen) {
    Observation.Reply reply = new Observation.Reply(status, saysWhen, status / 100 == 2);
    all.add(new Observation(kind, Set.of(tenant), millis(sent), millis(took), reply));
  }

  private static long millis(long millis) {
    return millis * Spread.NANOS_PER_MILLI;
  }
}
