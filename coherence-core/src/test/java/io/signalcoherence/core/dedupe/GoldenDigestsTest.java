package io.signalcoherence.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Digests against those that another language made of the encoding's description. */
final class GoldenDigestsTest {

  @Test
  void digestsAreThoseOfTheDescription() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    GoldenSignals.all().forEach((name, signal) -> digests.put(name, Digests.of(signal).toString()));

    assertThat(digests).containsExactlyInAnyOrderEntriesOf(golden());
  }

  @Test
  void payloadsThatDifferHaveDigestsThatDiffer() throws IOException {
    assertThat(golden().values()).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  @Test
  void keyIsNoPartOfThePayload() {
    Signals signal = Signals.of(new TenantId("alpha"));
    Signal other =
        signal
            .withTenant(new TenantId("beta"))
            .withSource("s")
            .withId("i")
            .withTs("2001-02-03T04:05:06Z")
            .signal();

    assertThat(Digests.of(other)).isEqualTo(Digests.of(signal.signal()));
  }

  @Test
  void versionIsTheFirstByte() {
    assertThat(Digests.of(Signals.of(new TenantId("alpha")).signal()).version())
        .isEqualTo(Digests.VERSION)
        .isEqualTo(1);
  }

  @Test
  void platformWithoutTheHashIsToldByName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Digests.sha256("SHA-0"))
        .withMessageContaining("SHA-0");
  }

  private static Map<String, String> golden() throws IOException {
    try (InputStream file = GoldenDigestsTest.class.getResourceAsStream("golden-digests-v1.txt")) {
      Map<String, String> digests = new LinkedHashMap<>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 2))
          .forEach(fields -> digests.put(fields[0], fields[1]));
      return digests;
    }
  }
}
