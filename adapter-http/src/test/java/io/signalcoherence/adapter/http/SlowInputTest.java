package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.signalcoherence.adapter.http.memory.Allocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Each slow or endless input is answered or cut off by the deadline or limit that is documented for
 * it, and takes no more memory than is documented.
 */
final class SlowInputTest {

  private static final String HEAD =
      """
      # Slow and endless input

      Each row was played over a socket of its own against the HTTP surface by the test that made this page, with the limits
      that hold by default, but a body of 64 KiB at most where the input has no end. Where a deadline ends the row it was
      set to a fraction of a second, and the test asserts that the end came no earlier. `at once` means that no deadline was
      needed: the input was refused as soon as its limit was passed, or all of it had come. A row that nothing ended within
      20 s would fail, however slow the machine.

      Memory is all that the server's threads allocated on the heap for the row, held or already dropped, and so at least what
      was held at any moment; the test fails if it is more. What has no end goes on until the client reads that it was refused, and each of
      its pieces passes some objects of 100 bytes or so before it is dropped: that makes the bounds of those rows. Netty's buffers outside
      of the heap stayed below 64 MiB over all rows together. `closed` means that the connection was ended. Input that is wrong but neither slow nor endless is in
      [bad-input.md](bad-input.md); the problems are explained in [problems.md](problems.md).

      `./mvnw -pl adapter-http -am verify -Dupdate.docs=true` writes this page anew.
      """;

  private static final HttpMessageLimits SMALL =
      new HttpMessageLimits(16 * 1024, 8 * 1024, 64 * 1024, 256 * 1024, 10_000);
  private static final Duration HEADER = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofMillis(150);
  private static final Duration REQUEST = Duration.ofMillis(200);
  private static final long MEBIBYTE = 1L << 20;
  private static final long MOST_DIRECT = 64 * MEBIBYTE;
  private static final Allocations SERVERS = new Allocations("http");

  private final SoftAssertions all = new SoftAssertions();

  @Test
  void eachInputEndsInTimeAndWithinItsMemory() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    try (TestServer server = new TestServer()) {
      warmUp(server);
      play(server, "Large or deep", SlowInputs.large(), page);
      play(server, "Cut short, and many at once", SlowInputs.halves(), page);
    }
    try (TestServer server = new TestServer(TestServer.with(SMALL))) {
      warmUp(server);
      play(server, "Without end", SlowInputs.endless(), page);
    }
    HttpDeadlines deadlines = TestServer.deadlines(HEADER, IDLE, REQUEST);
    try (TestServer server = new TestServer(TestServer.with(deadlines))) {
      warmUp(server);
      play(server, "Slow", SlowInputs.slow(), page);
    }
    all.assertAll();
    check(Path.of("..", "docs", "slow-input.md"), page.toString());
  }

  private static void warmUp(TestServer server) throws IOException {
    for (SlowInput input : SlowInputs.large()) {
      try (SlowClient client = new SlowClient(server.server.apiAddress(), 0)) {
        String unused = input.script().play(client);
      }
    }
  }

  private void play(TestServer server, String title, List<SlowInput> inputs, StringBuilder page)
      throws IOException {
    page.append("\n## ").append(title).append("\n\n| input | answer | time | memory, at most |\n");
    page.append("|---|---|---|---|\n");
    for (SlowInput input : inputs) {
      long allocated = SERVERS.bytes();
      long began = System.nanoTime();
      String told;
      try (SlowClient client = new SlowClient(server.server.apiAddress(), input.room())) {
        told = input.script().play(client);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      long mebibytes = (SERVERS.bytes() - allocated + MEBIBYTE - 1) / MEBIBYTE;
      all.assertThat(told).as(input.name()).isEqualTo(input.answer());
      all.assertThat(took).as(input.name()).isGreaterThanOrEqualTo(deadline(input.until()));
      all.assertThat(mebibytes).as(input.name() + ", MiB").isLessThanOrEqualTo(input.mebibytes());
      all.assertThat(PlatformDependent.usedDirectMemory()).as(input.name()).isLessThan(MOST_DIRECT);
      page.append("| ").append(input.name()).append(" | ").append(told).append(" | ");
      page.append(input.until().words()).append(" | ").append(input.mebibytes());
      page.append(" MiB |\n");
    }
  }

  private static Duration deadline(SlowInput.Until until) {
    return switch (until) {
      case AT_ONCE -> Duration.ZERO;
      case HEADER_TIME -> HEADER;
      case IDLE_TIME -> IDLE;
      case REQUEST_TIME -> REQUEST;
    };
  }

  private static void check(Path page, String generated) throws IOException {
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(page, generated);
    }
    assertThat(page).hasContent(generated);
  }
}
