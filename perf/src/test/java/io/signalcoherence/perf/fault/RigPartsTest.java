package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RigPartsTest {

  private final List<String> ended = new ArrayList<>();

  @Test
  void theLastIsClosedFirstAndNoneIsLeftOutForAnothersFault() throws Exception {
    RigParts parts = RigParts.endedAtExit();
    parts.add(() -> "first", ended::add, RigPartsTest::never);
    parts.add(() -> "second", RigPartsTest::broken, RigPartsTest::never);
    parts.add(() -> "third", ended::add, RigPartsTest::never);
    assertThatThrownBy(parts::close).isInstanceOf(IOException.class).hasMessage("second");
    assertThat(ended).containsExactly("third", "first");
    parts.close();
    assertThat(ended).hasSize(2);
  }

  @Test
  void whatCouldNotBeMadeIsNotEnded() throws Exception {
    RigParts parts = RigParts.endedAtExit();
    assertThatThrownBy(
            () ->
                parts.add(
                    () -> {
                      throw new IOException("no");
                    },
                    RigPartsTest::never,
                    RigPartsTest::never))
        .isInstanceOf(IOException.class)
        .hasMessage("no");
    parts.close();
  }

  @Test
  void aJvmThatEndsBeforeItClosesThemEndsThemAll() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor()).as(said).isEqualTo(3);
    assertThat(said.lines().filter(line -> !line.startsWith("Picked up")))
        .containsExactly("third", "first");
  }

  private static void broken(Object part) throws IOException {
    throw new IOException(part.toString());
  }

  private static void never(Object part) {
    throw new AssertionError(part.toString());
  }

  /** A JVM that ends with three parts made, the second of which can't be ended. */
  static final class Ending {

    private Ending() {}

    /** Run by the test above. */
    public static void main(String[] arguments) throws Exception {
      RigParts parts = RigParts.endedAtExit();
      parts.add(() -> "first", RigPartsTest::never, System.out::println);
      parts.add(() -> "second", RigPartsTest::never, RigPartsTest::broken);
      parts.add(() -> "third", RigPartsTest::never, System.out::println);
      System.exit(3);
    }
  }
}
