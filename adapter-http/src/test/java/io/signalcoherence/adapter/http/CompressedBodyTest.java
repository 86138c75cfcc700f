package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CompressedBodyTest {

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    byte[] packed = gzip((signal("a") + "\n" + signal("b")).getBytes(StandardCharsets.UTF_8));

    RawClient.Answer answer = post(packed);

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.body().split("accepted", -1)).hasSize(3);
  }

  @Test
  void bombIsRefusedBeforeItUnpacks() throws IOException {
    byte[] zeros = new byte[64 * 1024 * 1024];
    Arrays.fill(zeros, (byte) ' ');

    RawClient.Answer answer = post(gzip(zeros));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.type()).isEqualTo("body-too-large");
    assertThat(server.ports.ingest.seen).isEmpty();
  }

  @Test
  void whatIsNoGzipIsRefused() throws IOException {
    assertThat(post("{}".getBytes(StandardCharsets.UTF_8)).type()).isEqualTo("bad-encoding");
  }

  @Test
  void gzipThatIsCutShortIsRefused() throws IOException {
    byte[] packed = gzip(signal("a").getBytes(StandardCharsets.UTF_8));

    RawClient.Answer answer = post(Arrays.copyOf(packed, packed.length - 12));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(server.ports.ingest.seen).isEmpty();
  }

  private RawClient.Answer post(byte[] body) throws IOException {
    try (RawClient client = server.connect()) {
      client.send(
          "POST /v1/coherence/signals HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
              + " application/x-ndjson\r\nContent-Encoding: gzip\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      return client.send(body).read();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
