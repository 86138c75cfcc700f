package io.signalcoherence.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every command of perf in a line or in backticks in README and docs is one that its command line
 * takes, where {@code N} stands for a number; and every option that the pages on proof and
 * performance name by itself is one of perf's.
 */
final class DocumentedCommandsTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?m)^\\./coherence ((?:bench|drill|golden)\\b.*)$"
              + "|`(?:\\./coherence )?((?:bench|drill|golden) [^`]+)`");
  private static final Pattern OPTIONS = Pattern.compile("`(--[^`]+)`");

  static Stream<String> commands() throws IOException {
    List<Path> pages;
    try (Stream<Path> docs = Files.walk(DOCS)) {
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
          .map(line -> line.replaceAll("\\s+[#&].*", "").replaceAll("\\bN\\b", "1000").strip())
          .forEach(found);
    }
    return found.build();
  }

  static Stream<String> options() throws IOException {
    String text =
        Files.readString(DOCS.resolve("proof.md"))
            + Files.readString(DOCS.resolve("performance.md"));
    return OPTIONS
        .matcher(text)
        .results()
        .flatMap(match -> Stream.of(match.group(1).split("\\s+", -1)))
        .filter(word -> word.startsWith("--"))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isTakenByTheCommandLine(String line) {
    CommandLine.ParseResult parsed = PerfMain.commandLine().parseArgs(line.split("\\s+", -1));

    assertThat(parsed.subcommand().hasSubcommand()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("options")
  void isAnOptionOfSomeCommand(String option) {
    Set<String> known = new HashSet<>();
    collect(PerfMain.commandLine(), known);

    assertThat(known).contains(option);
  }

  @Test
  void anOptionThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> PerfMain.commandLine().parseArgs("bench", "load", "--rates", "1"))
        .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
  }

  private static void collect(CommandLine command, Set<String> options) {
    command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
    command.getSubcommands().values().forEach(each -> collect(each, options));
  }
}
