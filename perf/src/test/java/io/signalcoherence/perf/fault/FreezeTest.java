package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FreezeTest {

  @Test
  void aProcessAndItsChildrenStandStillUntilTheyAreResumed() throws Exception {
    Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 60 & echo up; wait").start();
    try {
      assertThat(parent.inputReader().readLine()).isEqualTo("up");
      List<Long> all =
          Stream.concat(Stream.of(parent.pid()), parent.descendants().map(ProcessHandle::pid))
              .toList();
      assertThat(all).hasSize(2);
      Freeze.stop(parent.pid());
      for (long pid : all) {
        assertThat(Freeze.state(pid)).isEqualTo('T');
      }
      Freeze.resume(parent.pid());
      for (long pid : all) {
        assertThat(Freeze.state(pid)).isIn('S', 'R');
      }
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly().waitFor();
    }
    assertThat(Freeze.state(parent.pid())).isEqualTo('X');
  }
}
