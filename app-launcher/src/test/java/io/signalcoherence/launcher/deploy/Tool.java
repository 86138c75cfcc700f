package io.signalcoherence.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that some checks need and a machine may lack. */
record Tool(Path program) {

  private static final long MINUTES = 2;

  /**
   * The program of that name on the PATH; without it the check that asks is skipped, and says so.
   */
  static Tool orSkip(String name) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder).resolve(name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(), "skipped: " + name + " is not on the PATH; .ci/tools installs it");
    return new Tool(found.orElseThrow());
  }

  /** Runs it in a folder, to its end; fails with what it wrote unless it ends well. */
  void runs(Path folder, String... arguments) throws IOException, InterruptedException {
    Path written = Files.createTempFile("tool", ".log");
    try {
      Process process = start(folder, written, arguments);
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended).as("ends: " + Files.readString(written)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(written)).isZero();
    } finally {
      Files.delete(written);
    }
  }

  /** Starts it in a folder; what it writes goes to a file. */
  Process start(Path folder, Path written, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(written.toFile())
        .start();
  }
}
