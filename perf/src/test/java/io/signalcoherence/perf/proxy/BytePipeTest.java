package io.signalcoherence.perf.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipe before a server that sends every byte back. */
final class BytePipeTest {

  private static final int SHORT_MILLIS = 150;
  private static final int LONG_MILLIS = 10_000;

  private ServerSocket server;
  private BytePipe pipe;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread echoes = new Thread(this::accept, "echo");
    echoes.setDaemon(true);
    echoes.start();
    pipe = BytePipe.start(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    pipe.close();
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread echo = new Thread(() -> echo(client), "echo-one");
        echo.setDaemon(true);
        echo.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      return;
    }
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), pipe.port());
    client.setSoTimeout(LONG_MILLIS);
    return client;
  }

  private static int ask(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }

  @Test
  void carriesBytesBothWaysAndMeetsNothing() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, 7)).isEqualTo(7);
    }
    assertThat(pipe.met()).isZero();
  }

  @Test
  void aDelayHoldsForConnectionsThatAreOpenAlready() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, 1)).isEqualTo(1);
      pipe.delay(Duration.ofMillis(60));
      long began = System.nanoTime();
      assertThat(ask(client, 2)).isEqualTo(2);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(110));
    }
    assertThat(pipe.met()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aBlackHoleKeepsOldAndNewConnectionsAndGivesBackWhatItKept() throws IOException {
    try (Socket old = connect()) {
      assertThat(ask(old, 1)).isEqualTo(1);
      pipe.blackhole(true);
      try (Socket young = connect()) {
        for (Socket each : new Socket[] {old, young}) {
          each.setSoTimeout(SHORT_MILLIS);
          assertThatThrownBy(() -> ask(each, 2)).isInstanceOf(SocketTimeoutException.class);
          each.setSoTimeout(LONG_MILLIS);
        }
        pipe.blackhole(false);
        assertThat(old.getInputStream().read()).isEqualTo(2);
        assertThat(young.getInputStream().read()).isEqualTo(2);
      }
    }
    assertThat(pipe.met()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aCutEndsWhatIsOpenAndRefusesWhatComesUntilItIsOver() throws IOException {
    try (Socket old = connect()) {
      assertThat(ask(old, 1)).isEqualTo(1);
      pipe.refuse(true);
      pipe.cutAll();
      assertEnded(old);
      try (Socket young = connect()) {
        assertEnded(young);
      }
    }
    pipe.refuse(false);
    try (Socket young = connect()) {
      assertThat(ask(young, 3)).isEqualTo(3);
    }
  }

  @Test
  void whereNobodyListensTheConnectionEnds() throws IOException {
    server.close();
    try (Socket client = connect()) {
      assertEnded(client);
    }
  }

  private static void assertEnded(Socket client) {
    boolean ended;
    try {
      ended = ask(client, 9) < 0;
    } catch (SocketTimeoutException e) {
      ended = false;
    } catch (IOException e) {
      ended = true;
    }
    assertThat(ended).isTrue();
  }
}
