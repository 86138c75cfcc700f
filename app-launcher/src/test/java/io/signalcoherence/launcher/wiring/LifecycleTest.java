package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifecycleTest {

  @Test
  void theLastStartedEndsFirstAndEachOnce() {
    List<String> ended = new ArrayList<>();
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.add("first", () -> ended.add("first"));
    lifecycle.add("second", () -> ended.add("second"));

    lifecycle.close();
    lifecycle.close();

    assertThat(ended).containsExactly("second", "first");
  }

  @Test
  void aPartThatFailsToEndKeepsNoOtherFromIt() {
    List<String> ended = new ArrayList<>();
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.add("first", () -> ended.add("first"));
    lifecycle.add(
        "second",
        () -> {
          throw new IllegalStateException("stuck");
        });

    lifecycle.close();

    assertThat(ended).containsExactly("first");
  }
}
