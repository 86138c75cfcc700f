package io.signalcoherence.launcher.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.http.memory.Allocations;
import io.signalcoherence.launcher.GeneratedPage;
import io.signalcoherence.launcher.badinput.BadInput.Port;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each input of the catalogue gets its documented answer from the real engine, with the limits that
 * hold by default.
 */
final class BadInputTest {

  private static final String LOOK_UP =
      "/v1/coherence/signals/lookup?source=none&signal_id=n&ts=2025-06-01T00:00:00Z&tenant_id=t";
  private static final String HEAD =
      """
      # Bad input

      Each row was sent over a socket of its own to the HTTP surface with the engine, and a ledger in memory, behind it, by
      the test that made this page, with the limits that hold by default. Nothing is counted but what a 201 says and the
      good item of the array with one. `closed` means that the connection ends with the answer and that nothing after it is
      read, a second request least of all; otherwise a good request on the same connection was served next. The problems
      are explained in [problems.md](problems.md). No answer is a 5xx.

      `at once` means that no deadline was needed: the test asserts that the answer came before the shortest of them, 10 s.
      Memory is the most that the threads of the server and the engine may allocate on the heap for the row and the good request after
      it, held or already dropped; the test asserts that too. What comes slowly, does not end or is very large has a page of its own:
      [slow-input.md](slow-input.md).

      A body is taken whole or not at all while it can't be told where it ends or what it says: of a request whose chunks
      or gzip break off nothing is taken, also not the good lines before the break, and the answer says so. Once it has
      all come, each item of an array or line of NDJSON stands alone and has its own receipt.

      `./mvnw -pl app-launcher -am verify -Dupdate.docs=true` writes this page anew.
      """;

  private static final Duration SHORTEST_DEADLINE = HttpConfig.STANDARD.deadlines().header();
  private static final long MEBIBYTE = 1L << 20;
  private static final Allocations SERVICE = new Allocations("http", "coherence-");

  private static Door door;

  private final SoftAssertions all = new SoftAssertions();

  @BeforeAll
  static void open() {
    door = new Door(HttpConfig.STANDARD);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void eachInputHasItsDocumentedAnswerAndNothingOfItIsCounted() throws IOException {
    rehearse();
    StringBuilder page = new StringBuilder(HEAD);
    for (Map.Entry<String, List<BadInput>> group : catalogue().entrySet()) {
      page.append("\n## ").append(group.getKey());
      page.append("\n\n| input | answer | time | memory, at most |\n|---|---|---|---|\n");
      for (BadInput input : group.getValue()) {
        page.append("| ").append(input.name()).append(" | ").append(toldInBounds(input));
        page.append(" | at once | ").append(input.mebibytes()).append(" MiB |\n");
      }
    }
    all.assertAll();
    try (Caller caller = new Caller(door.at(Port.API))) {
      Caller.Answer score =
          caller.send(BadInput.ascii(BadInput.get("/v1/coherence/tenants/t"))).read();
      assertThat(score.body()).contains("\"good\"").doesNotContain("\"bad\"");
    }
    GeneratedPage.check("docs/bad-input.md", page.toString());
  }

  /** So that no row is charged for classes that it was the first to need. */
  private static void rehearse() throws IOException {
    try (Door other = new Door(HttpConfig.STANDARD)) {
      for (List<BadInput> group : catalogue().values()) {
        for (BadInput input : group) {
          String unused = told(other, input);
        }
      }
    }
  }

  private static Map<String, List<BadInput>> catalogue() {
    Map<String, List<BadInput>> groups = new LinkedHashMap<>();
    groups.put("Request lines", BadRequests.lines());
    groups.put("Header fields", BadRequests.headers());
    groups.put("Sizes and expectations", BadRequests.fields());
    groups.put("Lengths", BadRequests.lengths());
    groups.put("Transfer codings", BadRequests.codings());
    groups.put("Chunks", BadRequests.chunks());
    groups.put("JSON and numbers", BadBodies.signals());
    groups.put("Values, depth and arrays", BadBodies.values());
    groups.put("Encodings of bodies", BadBodies.encodings());
    groups.put("Gzip", BadBodies.gzipped());
    groups.put("Types and sizes of bodies", BadBodies.types());
    groups.put("Resources that are read", BadBodies.reads());
    groups.put("The management port", BadBodies.management());
    return groups;
  }

  /** What it was told, within its time and memory. */
  private String toldInBounds(BadInput input) throws IOException {
    long allocated = SERVICE.bytes();
    long began = System.nanoTime();
    String told = told(door, input);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    long mebibytes = (SERVICE.bytes() - allocated + MEBIBYTE - 1) / MEBIBYTE;
    all.assertThat(told)
        .as(input.name())
        .isEqualTo(input.answer())
        .doesNotContainPattern("\\b5\\d\\d");
    all.assertThat(took).as(input.name()).isLessThan(SHORTEST_DEADLINE);
    all.assertThat(mebibytes).as(input.name() + ", MiB").isLessThanOrEqualTo(input.mebibytes());
    return told;
  }

  private static String told(Door door, BadInput input) throws IOException {
    String good = BadInput.get(input.port() == Port.API ? LOOK_UP : "/none");
    try (Caller caller = new Caller(door.at(input.port()))) {
      return caller.send(input.bytes()).outcome(BadInput.ascii(good));
    }
  }
}
