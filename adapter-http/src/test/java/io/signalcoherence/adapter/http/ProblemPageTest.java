package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} says what the code says; {@code -Dupdate.docs=true} writes it anew. */
final class ProblemPageTest {

  private static final String HEAD =
      """
      # Problems

      Every error of the HTTP surface is an RFC 9457 document (`application/problem+json`). Tell problems apart by `type`,
      never by `title` or `detail`: types are stable. `detail` reads `what: found (expected: wanted)`, with the JSON path of
      a field. A problem with status 429 or 503 passes: it has `Retry-After` in seconds and the member `retry_after`, and
      the same request may be sent again as a whole. This page is generated from the code.

      An answer 207 has a receipt an item, in order. The first 100 rejections in it have a `detail`; after them a rejected
      item has its `reason` alone, so that an answer about 10,000 bad items stays short. Mend those and send again.

      | type | status | title | when |
      |---|---|---|---|
      """;

  @Test
  void pageIsGeneratedFromTheProblems() throws IOException {
    Path page = root().resolve("docs/problems.md");
    if (Boolean.getBoolean("update.docs")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, generated());
    }
    assertThat(page).hasContent(generated());
  }

  @Test
  void eachTypeIsUnique() {
    assertThat(Arrays.stream(Problem.values()).map(Problem::type)).doesNotHaveDuplicates();
  }

  private static String generated() {
    StringBuilder page = new StringBuilder(HEAD);
    List<Problem> problems =
        Arrays.stream(Problem.values()).sorted(Comparator.comparing(Problem::status)).toList();
    for (Problem problem : problems) {
      page.append("| `").append(problem.type()).append("` | ").append(problem.status());
      page.append(" | ").append(problem.title()).append(" | ");
      page.append(problem.meaning()).append(" |\n");
    }
    return page.toString();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not within the project");
    }
    return folder;
  }
}
