package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come, the decoder answers; it never throws. */
final class JsonSignalsProperties {

  private static final String GOOD =
      "{\"tenant_id\":\"t\",\"source\":\"s\",\"signal_id\":\"i\",\"ts\":\"2024-01-31T12:00:00Z\","
          + "\"type\":\"cpu\",\"value\":0.5,\"weight\":2,\"residency\":\"eu\","
          + "\"attributes\":{\"a\":[1,{\"b\":\"\\u00e9\"},null,true],\"n\":1.5e3}}";

  @Property(tries = 2_000)
  void anyBytesAreAnswered(@ForAll @Size(max = 200) byte[] bytes) {
    assertThat(JsonSignals.decoder().decode(bytes)).isNotNull();
  }

  @Property(tries = 5_000)
  void anyDamageToASignalIsAnswered(
      @ForAll @IntRange(max = 500) int at,
      @ForAll @IntRange(max = 20) int cut,
      @ForAll @Size(max = 6) byte[] put) {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    int from = Math.min(at, good.length);
    int to = Math.min(from + cut, good.length);
    byte[] damaged = new byte[good.length - (to - from) + put.length];
    System.arraycopy(good, 0, damaged, 0, from);
    System.arraycopy(put, 0, damaged, from, put.length);
    System.arraycopy(good, to, damaged, from + put.length, good.length - to);

    Candidate candidate = JsonSignals.decoder().decode(damaged);

    assertThat(candidate).isNotNull();
    if (candidate instanceof Candidate.Malformed malformed) {
      assertThat(malformed.rejection().detail()).isNotEmpty().hasSizeLessThan(3_000);
    }
  }

  @Property(tries = 2_000)
  void anyTokensAreAnswered(@ForAll("tokens") List<String> tokens) {
    byte[] document = String.join("", tokens).getBytes(StandardCharsets.UTF_8);

    assertThat(JsonSignals.decoder().decode(document)).isNotNull();
  }

  @Property(tries = 1_000)
  void aLineMoreOrLessChangesNoOtherLine(@ForAll("tokens") List<String> tokens) throws Refusal {
    String middle = String.join("", tokens).replace('\n', ' ');
    byte[] lines = (GOOD + "\n" + middle + "\n" + GOOD).getBytes(StandardCharsets.UTF_8);

    List<Candidate> candidates = JsonSignals.lines(lines, lines.length, 10);

    Candidate good = JsonSignals.decoder().decode(GOOD.getBytes(StandardCharsets.UTF_8));
    assertThat(candidates).hasSize(middle.isBlank() ? 2 : 3).startsWith(good).endsWith(good);
  }

  @Property(tries = 1_000)
  void anArrayIsReadItemByItemOrRefusedWhole(@ForAll("tokens") List<String> tokens) throws Refusal {
    String middle = String.join("", tokens);
    byte[] array = ("[" + GOOD + "," + middle + "," + GOOD + "]").getBytes(StandardCharsets.UTF_8);
    try {
      List<Candidate> candidates = JsonSignals.array(array, array.length, 1_000);
      Candidate good = JsonSignals.decoder().decode(GOOD.getBytes(StandardCharsets.UTF_8));
      assertThat(candidates).startsWith(good).endsWith(good);
    } catch (IOException e) {
      assertThat(JsonSignals.describe(e)).isNotEmpty();
    }
  }

  @Property(tries = 1_000)
  void valuesAreReadWithEveryDigit(
      @ForAll @BigRange(min = "0", max = "1") @Scale(9) BigDecimal value) {
    Candidate candidate =
        JsonSignals.decoder()
            .decode(GOOD.replace("0.5", value.toPlainString()).getBytes(StandardCharsets.UTF_8));

    Signal signal = ((Candidate.WellFormed) candidate).signal();
    assertThat(signal.value().decimal()).isEqualByComparingTo(value);
  }

  @Provide
  Arbitrary<List<String>> tokens() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "1",
            "-0",
            "1e400",
            "NaN",
            " ",
            "\"tenant_id\"",
            "\"value\"",
            "\"attributes\"",
            "\"a\"",
            "\"ts\"",
            "\"\\ud800\"",
            "é",
            "\"attributes\":{",
            "\"value\":",
            "1e2147483647",
            "100e2147483647",
            "1e-2147483648")
        .list()
        .ofMaxSize(20);
  }
}
