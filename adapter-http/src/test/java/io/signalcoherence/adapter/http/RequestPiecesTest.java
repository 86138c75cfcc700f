package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a connection's bytes are cut into pieces decides nothing. */
final class RequestPiecesTest {

  private static final String REST = "\r\nHost: localhost\r\n\r\n";
  private static final String GET = "GET /v1/coherence/tenants/t HTTP/1.1" + REST;

  /** The longest request line under the limits of {@link RequestFuzz}: 256 and 32 bytes. */
  private static final int LONGEST_LINE = 288;

  @Test
  void nothingButEmptyLinesMayStandBeforeARequestAlsoInAPieceOfItsOwn() {
    for (String before : List.of("\0", "\r", "\n", "\t", "\u007f")) {
      assertThat(course(before + GET).told()).startsWith("HTTP/1.1 400 ");
      assertThat(course(before, GET)).isEqualTo(course(before + GET));
    }
  }

  @Test
  void emptyLinesBeforeARequestArePassedOverAlsoInPieces() {
    assertThat(course("\r\n\r\n" + GET).served()).hasSize(1);
    assertThat(course("\r", "\n\r", "\n" + GET)).isEqualTo(course("\r\n\r\n" + GET));
  }

  @Test
  void emptyLinesCountTowardsTheLengthOfTheRequestLineAlsoInPieces() {
    String empty = "\r\n".repeat(LONGEST_LINE);

    assertThat(course(empty + GET).told()).startsWith("HTTP/1.1 414 ");
    assertThat(course(empty.substring(0, 9), empty.substring(9), GET))
        .isEqualTo(course(empty + GET));
  }

  @Test
  void aRequestLineAtItsBoundIsTakenAndAByteMoreIsNotWhereverItIsCut() {
    String line = line(LONGEST_LINE);
    String longer = line(LONGEST_LINE + 1);

    assertThat(course(line + REST).served()).hasSize(1);
    assertThat(course(line + "\r", REST.substring(1)).served()).hasSize(1);
    assertThat(course(longer + REST).told()).startsWith("HTTP/1.1 414 ");
    assertThat(course(longer + "\r", REST.substring(1)).told()).startsWith("HTTP/1.1 414 ");
  }

  @Test
  void aLineThatIsTooLongAndBrokenIsToldTooLongWhereverItIsCut() {
    String broken = "\u0001".repeat(LONGEST_LINE + 1) + "\r\n";

    assertThat(course(broken).told()).startsWith("HTTP/1.1 414 ");
    assertThat(course(broken.substring(0, LONGEST_LINE), broken.substring(LONGEST_LINE)))
        .isEqualTo(course(broken));
  }

  @Test
  void aRefusedHeadRequestIsAnsweredWithoutBodyWhereverItIsCut() {
    String line = "HEAD / HTTP/1.1\r\n";
    String folded = "A: b\r\n c\r\n\r\n";

    assertThat(course(line + folded).told()).startsWith("HTTP/1.1 400 ").doesNotContain("{");
    assertThat(course(line, folded)).isEqualTo(course(line + folded));
  }

  private static String line(int length) {
    String method = "GET /v1/coherence/tenants/";
    String version = " HTTP/1.1";
    return method + "a".repeat(length - method.length() - version.length()) + version;
  }

  private static RequestFuzz.Course course(String... pieces) {
    return RequestFuzz.course(
        Arrays.stream(pieces).map(it -> it.getBytes(StandardCharsets.ISO_8859_1)).toList());
  }
}
