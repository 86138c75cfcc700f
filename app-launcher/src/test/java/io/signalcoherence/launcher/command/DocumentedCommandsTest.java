package io.signalcoherence.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every {@code ./coherence} in a line or in backticks in README and docs is one that the command
 * line takes; perf has the like for its own.
 */
final class DocumentedCommandsTest {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\./coherence (.+)$|`\\./coherence ([^`]+)`");
  private static final List<String> OF_PERF = List.of("drill", "bench", "golden");

  static Stream<String> lines() throws IOException {
    List<Path> pages;
    try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
      pages =
          Stream.concat(Stream.of(Path.of("../README.md")), docs)
              .filter(page -> page.toString().endsWith(".md"))
              .toList();
    }
    Stream.Builder<String> found = Stream.builder();
    for (Path page : pages) {
      COMMAND
          .matcher(Files.readString(page))
          .results()
          .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
          .map(line -> line.replaceAll("\\s+[#&].*", "").strip())
          .filter(line -> !OF_PERF.contains(line.replaceAll(" .*", "")))
          .forEach(found);
    }
    return found.build();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isTakenByTheCommandLine(String line) {
    CommandLine.ParseResult parsed = RootCommand.line(Map.of()).parseArgs(line.split(" ", -1));

    assertThat(parsed.hasSubcommand()).isTrue();
  }
}
