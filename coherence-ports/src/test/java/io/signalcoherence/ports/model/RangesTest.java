package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.in.ExploreSignals.TrailQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranges of the smaller types. */
final class RangesTest {

  private static final String ADMISSION = "0190163d-8694-739b-aea5-966c26f8ad91";

  @Test
  void numbersWithinTheirRangesAreTaken() {
    assertThat(new PairLimit(1).value()).isEqualTo(1);
    assertThat(new PairLimit(100_000).value()).isEqualTo(100_000);
    assertThat(new CacheTime(Duration.ZERO).value()).isZero();
    assertThat(new CacheTime(Duration.ofHours(1)).value()).isEqualTo(Duration.ofMinutes(60));
    assertThat(new ShareWeight(1)).isEqualTo(ShareWeight.ONE);
    assertThat(new ShareWeight(1_000).value()).isEqualTo(1_000);
    assertThat(new EpochNumber(1)).isLessThan(new EpochNumber(Integer.MAX_VALUE));
    assertThat(new TransactionId(0)).isEqualTo(TransactionId.BEFORE_ALL);
    assertThat(new TransactionId(Long.MAX_VALUE)).isGreaterThan(new TransactionId(1));
  }

  @Test
  void numbersOutOfTheirRangesAreRefused() {
    List<Callable<?>> bad =
        List.of(
            () -> new PairLimit(0),
            () -> new PairLimit(100_001),
            () -> new CacheTime(Duration.ofMillis(-1)),
            () -> new CacheTime(Duration.ofHours(1).plusMillis(1)),
            () -> new CacheTime(Duration.ofNanos(1)),
            () -> new ShareWeight(0),
            () -> new ShareWeight(1_001),
            () -> new EpochNumber(0),
            () -> new EpochNumber(-1),
            () -> new TransactionId(-1),
            () -> new Residency(new Cell("c"), Set.of()),
            () -> new ProvenanceId(UUID.fromString("00000000-0000-4000-8000-000000000000")),
            () -> new ProvenanceId(new UUID(0, 0)),
            () -> dissent("0"),
            () -> dissent("0.0000000001"),
            () -> trail(-1),
            () -> trail(1_001),
            () -> PayloadDigest.of(new byte[32]),
            () -> PayloadDigest.of(new byte[34]),
            () -> new Thresholds(Ratio.of("0.5"), Ratio.of("0.500000001")));
    for (Callable<?> call : bad) {
      assertThatExceptionOfType(InvalidValueException.class).isThrownBy(call::call);
    }
  }

  @Test
  void questionsAboutSingleSignalsHaveRanges() {
    assertThat(dissent("1").threshold()).isEqualTo(Ratio.of("1"));
    assertThat(dissent("0.000000001").threshold()).hasToString("0.000000001");
    assertThat(DissentQuestion.DEFAULT_THRESHOLD).isEqualTo(warnWidth());
    assertThat(trail(0).most()).isZero();
    assertThat(trail(1_000).most()).isEqualTo(TrailQuestion.MAX_MOST);
  }

  private static Ratio warnWidth() {
    Thresholds standard = Thresholds.STANDARD;
    return new Ratio(standard.healthy().value().subtract(standard.warn().value()));
  }

  private static DissentQuestion dissent(String threshold) {
    return new DissentQuestion(
        new TenantId("t"), new Grant.EveryTenant(), Optional.empty(), Ratio.of(threshold));
  }

  private static TrailQuestion trail(int most) {
    return new TrailQuestion(
        new TenantId("t"), new Grant.EveryTenant(), ProvenanceId.parse(ADMISSION), most);
  }

  @Test
  void provenanceIdIsReadInTheOneFormThatIsWritten() {
    assertThat(ProvenanceId.parse(ADMISSION)).hasToString(ADMISSION);
    for (String other :
        List.of(
            ADMISSION.toUpperCase(Locale.ROOT),
            ADMISSION.replace("-7", "-4"),
            ADMISSION.replace("-a", "-c"),
            ADMISSION.substring(1),
            "{" + ADMISSION + "}",
            ADMISSION + "\n",
            "1-2-7003-8-5",
            "")) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> ProvenanceId.parse(other))
          .withMessageStartingWith("provenance_id: ");
    }
  }

  @Test
  void thresholdsMayBeEqual() {
    assertThat(new Thresholds(Ratio.of("0.5"), Ratio.of("0.5")).warn()).isEqualTo(Ratio.of("0.5"));
    assertThat(Thresholds.STANDARD.healthy()).hasToString("0.750000000");
  }

  @ParameterizedTest
  @CsvSource({
    "unlimited, unlimited",
    "standard-365d, standard-365d",
    "365d, standard-365d",
    "1d, 1d",
    "00090d, 90d",
    "36500d, 36500d"
  })
  void retentionIsReadAndWritten(String text, String written) {
    assertThat(Retention.parse(text)).hasToString(written);
    assertThat(Retention.parse(written)).isEqualTo(Retention.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0d", "36501d", "-1d", "+1d", "1.5d", "1", "d", "1h", "1D", " 1d", "999999d", "\u0661d"
      })
  void otherRetentionsAreRefused(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Retention.parse(text))
        .matches(e -> e.field().equals("retention"));
  }

  @Test
  void retentionIsWholeDays() {
    for (Duration bad :
        List.of(Duration.ZERO, Duration.ofHours(25), Duration.ofDays(-1), Duration.ofNanos(1))) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> new Retention(Optional.of(bad)));
    }
  }

  @Property
  void cutOffLiesTheDaysBefore(@ForAll @LongRange(min = 1, max = 36_500) long days) {
    Instant now = Instant.parse("2024-03-10T12:00:00.123456789Z");

    assertThat(Retention.ofDays(days).cutOff(now)).contains(now.minus(Duration.ofDays(days)));
    assertThat(Retention.UNLIMITED.cutOff(now)).isEmpty();
    assertThat(Retention.parse(Retention.ofDays(days).toString()))
        .isEqualTo(Retention.ofDays(days));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000000000000000000000000000000",
        "4bf92f3577b34da6a3ce929d0e0e473",
        "4bf92f3577b34da6a3ce929d0e0e47366",
        "4BF92F3577B34DA6A3CE929D0E0E4736",
        "4bf92f3577b34da6a3ce929d0e0e473g",
        "4bf92f3577b34da6a3ce929d0e0e4736\n"
      })
  void otherTracesAreRefused(String text) {
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new TraceId(text));
  }

  @Test
  void digestsAreComparedAndCopiedByTheirBytes() {
    byte[] bytes = new byte[PayloadDigest.LENGTH];
    bytes[0] = (byte) 200;
    PayloadDigest digest = PayloadDigest.of(bytes);
    bytes[1] = 1;
    digest.bytes()[2] = 1;

    assertThat(digest.version()).isEqualTo(200);
    assertThat(digest).hasToString("c8" + "00".repeat(32));
    assertThat(digest).isNotEqualTo(PayloadDigest.of(bytes));
    assertThat(digest)
        .isEqualTo(PayloadDigest.of(digest.bytes()))
        .hasSameHashCodeAs(PayloadDigest.of(digest.bytes()));
  }

  @Test
  void pairsAreOrderedBySourceThenTypeAndTheRestIsLast() {
    Pair rest = Pair.other();
    assertThat(List.of(pair("a", "z"), pair("b", "a"), pair("b", "b"), rest)).isSorted();
    assertThat(rest.compareTo(Pair.other())).isZero();
    assertThat(rest).isGreaterThan(pair("\udbff\udfff", "\udbff\udfff"));
    assertThat(pair("other", "other")).isLessThan(rest).isNotEqualTo(rest);
  }

  private static Pair pair(String source, String type) {
    return new Pair.Named(new SourceId(source), new SignalType(type));
  }

  @Test
  void grantsCoverWhatTheyName() {
    TenantId alpha = new TenantId("alpha");
    assertThat(new Grant.EveryTenant().covers(alpha)).isTrue();
    assertThat(new Grant.Tenants(Set.of(alpha)).covers(alpha)).isTrue();
    assertThat(new Grant.Tenants(Set.of(new TenantId("Alpha"))).covers(alpha)).isFalse();
    assertThat(new Grant.Tenants(Set.of()).covers(alpha)).isFalse();
  }

  @Test
  void wireNamesDoNotDependOnTheLanguageOfTheMachine() {
    assertThat(RejectionReason.TENANT_CLOSED.wireName()).isEqualTo("tenant-closed");
    assertThat(RejectionReason.INVALID.wireName()).isEqualTo("invalid");
    assertThat(UndeterminedCause.QUEUES_FULL.wireName()).isEqualTo("queues-full");
    assertThat(TenantState.DRAINING.wireName()).isEqualTo("draining");
    assertThat(Channel.GRAPHQL.wireName()).isEqualTo("graphql");
    assertThat(ModelVersion.V1.wireName()).isEqualTo("coherence-v1");
  }
}
