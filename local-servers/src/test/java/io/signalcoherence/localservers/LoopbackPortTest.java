package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ports that are free, and that are not. */
final class LoopbackPortTest {

  private static final Duration SHORTLY = Duration.ofMillis(500);

  @Test
  void takenPortIsNotFreeAnswersAndIsNotChosen() throws IOException {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, LoopbackPort.address())) {
      port = other.getLocalPort();
      assertThat(LoopbackPort.isFree(port)).isFalse();
      assertThatThrownBy(() -> LoopbackPort.requireFree(port)).isInstanceOf(IOException.class);
      assertThat(LoopbackPort.answers(port, SHORTLY)).isTrue();
      assertThat(LoopbackPort.choose(port)).isNotEqualTo(port);
      assertThat(LoopbackPort.taken(port))
          .startsWith("port " + port + " on 127.0.0.1 is taken by another process; ");
    }
    assertThat(LoopbackPort.answers(port, SHORTLY)).isFalse();
  }

  @Test
  void preferredPortIsChosenWhileItIsFreeAndNotExcepted() throws IOException {
    int port = LoopbackPort.choose(0);
    assertThat(LoopbackPort.isFree(port)).isTrue();
    assertThat(LoopbackPort.choose(port)).isEqualTo(port);
    assertThat(LoopbackPort.choose(port, port)).isNotEqualTo(port);
  }

  @Test
  void portsAreChosenBelowThoseOfOutgoingConnections() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(LoopbackPort.choose(0)).isBetween(16_384, 32_767);
    }
  }
}
