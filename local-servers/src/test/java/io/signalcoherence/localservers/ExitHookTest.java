package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JVMs of their own that end. */
final class ExitHookTest {

  @Test
  void hookRunsWhenTheJvmExitsAndMayRemoveItselfThen() throws Exception {
    assertThat(said("kept")).containsExactly("stopped");
  }

  @Test
  void removedHookDoesNotRun() throws Exception {
    assertThat(said("removed")).isEmpty();
  }

  @Test
  void hookOfAJvmThatExitsAlreadyIsRefused() throws Exception {
    assertThat(said("late")).containsExactly("refused");
  }

  private static List<String> said(String kind) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Exiting.class.getName(),
                kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  /** A program that ends by itself. */
  static final class Exiting {

    private static final ExitHook[] HOOK = new ExitHook[1];

    private Exiting() {}

    public static void main(String[] args) {
      switch (args[0]) {
        case "kept" -> HOOK[0] = ExitHook.install("test-stop", Exiting::stop);
        case "removed" -> {
          ExitHook hook = ExitHook.install("test-stop", Exiting::stop);
          hook.remove();
          hook.remove();
        }
        default -> Runtime.getRuntime().addShutdownHook(new Thread(Exiting::late));
      }
    }

    private static void stop() {
      HOOK[0].remove();
      System.out.println("stopped");
    }

    private static void late() {
      try {
        ExitHook unused = ExitHook.install("test-stop", Exiting::stop);
      } catch (IllegalStateException e) {
        System.out.println("refused");
      }
    }
  }
}
