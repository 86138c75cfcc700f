package io.signalcoherence.ports.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * The committed inputs of a fuzz target, a file each under {@code src/test/resources/fuzz} and the
 * target's name. {@code .ci/fuzz} begins with them; here each runs once, as an ordinary test.
 */
public final class Corpus {

  private static final Path ALL = Path.of("src", "test", "resources", "fuzz");
  private static final int FEWEST = 5;

  private Corpus() {}

  /** A fuzz target: fails if a law of its decoder does not hold for the input. */
  @FunctionalInterface
  public interface Target {

    /** Tries one input. */
    void tryOut(byte[] input) throws IOException;
  }

  /**
   * Each committed input of a target as a test.
   *
   * @param target the class whose {@code fuzzerTestOneInput} is tried out
   */
  public static DynamicContainer of(Class<?> target, Target tried) throws IOException {
    Path folder = ALL.resolve(target.getSimpleName());
    List<Path> inputs;
    try (Stream<Path> files = Files.list(folder)) {
      inputs = files.sorted().toList();
    }
    if (inputs.size() < FEWEST) {
      throw new AssertionError(folder + ": " + inputs.size() + " inputs (expected: more)");
    }
    return DynamicContainer.dynamicContainer(
        target.getSimpleName(),
        inputs.stream()
            .map(
                input ->
                    DynamicTest.dynamicTest(
                        input.getFileName().toString(),
                        () -> tried.tryOut(Files.readAllBytes(input)))));
  }
}
