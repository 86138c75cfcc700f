package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpConfigTest {

  private static final HttpConfig STANDARD = HttpConfig.STANDARD;
  private static final Duration ONE = Duration.ofSeconds(1);

  @Test
  void defaultsAreTheDocumentedLimits() {
    assertThat(STANDARD.api()).hasToString("127.0.0.1:8080");
    assertThat(STANDARD.management()).hasToString("127.0.0.1:8081");
    assertThat(STANDARD.messages())
        .isEqualTo(new HttpMessageLimits(16_384, 8_192, 5_242_880, 20_971_520, 10_000));
    assertThat(STANDARD.load()).isEqualTo(new HttpLoadLimits(10_000, 20_000, 67_108_864, 128));
    assertThat(STANDARD.deadlines().header()).isEqualTo(Duration.ofSeconds(10));
    assertThat(STANDARD.deadlines().idle()).isEqualTo(Duration.ofSeconds(60));
    assertThat(STANDARD.deadlines().request()).isEqualTo(Duration.ofSeconds(30));
    assertThat(STANDARD.deadlines().stop()).isEqualTo(Duration.ofSeconds(30));
    assertThat(STANDARD.eventLoops()).isBetween(1, 8);
  }

  @Test
  void everyKeyCanBeSet() {
    HttpAddress six = HttpAddress.parse("[::1]:9000");
    HttpAddress local = HttpAddress.parse("localhost:9001");
    HttpMessageLimits messages = new HttpMessageLimits(2000, 300, 4000, 5000, 6);
    HttpLoadLimits load = new HttpLoadLimits(1, 2, 2_000_000, 4);
    HttpDeadlines deadlines =
        new HttpDeadlines(ONE, ONE.plusSeconds(1), ONE.plusSeconds(2), ONE.plusSeconds(3));

    HttpConfig config = new HttpConfig(six, local, messages, load, deadlines, 3);

    assertThat(config.api()).hasToString("[::1]:9000");
    assertThat(config.management().port()).isEqualTo(9001);
    assertThat(config.messages()).isEqualTo(messages);
    assertThat(config.load()).isEqualTo(load);
    assertThat(config.deadlines()).isEqualTo(deadlines);
    assertThat(config.eventLoops()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8080", "[::]:8080", "192.168.0.1:8080", "8.8.8.8:1"})
  void addressThatOthersCanReachIsRefusedWhileCallersAreNotToldApart(String address) {
    HttpAddress reachable = HttpAddress.parse(address);

    assertThatThrownBy(() -> STANDARD.withAddresses(reachable, STANDARD.management()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("http.api: " + address + " (expected: a loopback address");
    assertThatThrownBy(() -> STANDARD.withAddresses(STANDARD.api(), reachable))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("http.management: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:x",
        "::1:80",
        "127.0.0.1:65536",
        "example.com:80",
        "127.0.0.1:-1"
      })
  void textThatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> HttpAddress.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        refused("http.max-header-bytes", () -> new HttpMessageLimits(1, 300, 4000, 5000, 6)),
        refused("http.max-uri-bytes", () -> new HttpMessageLimits(2000, 1, 4000, 5000, 6)),
        refused("http.max-body-bytes", () -> new HttpMessageLimits(2000, 300, 1, 5000, 6)),
        refused(
            "http.max-decompressed-bytes", () -> new HttpMessageLimits(2000, 300, 4000, 3999, 6)),
        refused("http.max-items", () -> new HttpMessageLimits(2000, 300, 4000, 5000, 0)),
        refused("http.max-connections", () -> new HttpLoadLimits(0, 2, 2_000_000, 4)),
        refused("http.max-requests", () -> new HttpLoadLimits(1, 0, 2_000_000, 4)),
        refused("http.max-bytes", () -> new HttpLoadLimits(1, 2, 3, 4)),
        refused("http.max-pipelined", () -> new HttpLoadLimits(1, 2, 2_000_000, 0)),
        refused("http.header-time", () -> new HttpDeadlines(Duration.ZERO, ONE, ONE, ONE)),
        refused("http.idle-time", () -> new HttpDeadlines(ONE, ONE.negated(), ONE, ONE)),
        refused("http.request-time", () -> new HttpDeadlines(ONE, ONE, Duration.ofDays(1), ONE)),
        refused("http.stop-time", () -> new HttpDeadlines(ONE, ONE, ONE, Duration.ZERO)),
        refused(
            "http.event-loops",
            () ->
                new HttpConfig(
                    STANDARD.api(),
                    STANDARD.management(),
                    STANDARD.messages(),
                    STANDARD.load(),
                    STANDARD.deadlines(),
                    0)),
        refused(
            "http.max-bytes",
            () ->
                new HttpConfig(
                    STANDARD.api(),
                    STANDARD.management(),
                    STANDARD.messages(),
                    new HttpLoadLimits(1, 2, 26_214_399, 4),
                    STANDARD.deadlines(),
                    1)),
        refused(
            "http.management",
            () -> STANDARD.withAddresses(STANDARD.api(), new HttpAddress("::1", 8080))));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void valueOutOfRangeIsRefusedByName(String field, ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static Arguments refused(String field, ThrowingCallable made) {
    return Arguments.of(field, made);
  }
}
