package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a real Redis, as a client by the pipe meets it. */
final class RedisNeighbourTest {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final int IMPATIENCE_MILLIS = 300;

  @TempDir private static Path folder;
  private static RedisNeighbour redis;

  @BeforeAll
  static void start() throws IOException {
    redis = RedisNeighbour.start(folder.resolve("redis"));
  }

  @AfterAll
  static void stop() throws IOException {
    redis.close();
  }

  @BeforeEach
  void holdsOneKey() throws IOException {
    assertThat(say("SET key value")).isEqualTo("+OK");
  }

  @Test
  void killedItIsGoneAndComesBack() throws Exception {
    redis.breakIt(Outage.Kind.KILLED);
    assertThat(say("PING")).isEqualTo("nothing");
    mended(Outage.Kind.KILLED);
  }

  @Test
  void frozenOrSwallowedItAnswersNothing() throws Exception {
    for (Outage.Kind kind : new Outage.Kind[] {Outage.Kind.FROZEN, Outage.Kind.BLACK_HOLE}) {
      redis.breakIt(kind);
      assertThatThrownBy(() -> say("PING", IMPATIENCE_MILLIS))
          .isInstanceOf(SocketTimeoutException.class);
      mended(kind);
    }
  }

  @Test
  void cutOffItRefuses() throws Exception {
    redis.breakIt(Outage.Kind.CUT);
    assertThat(say("PING")).isEqualTo("nothing");
    mended(Outage.Kind.CUT);
  }

  @Test
  void slowItStillAnswers() throws Exception {
    redis.breakIt(Outage.Kind.SLOW);
    assertThat(say("GET key")).isEqualTo("$5");
    mended(Outage.Kind.SLOW);
  }

  @Test
  void flushedItHoldsNothing() throws Exception {
    redis.breakIt(Outage.Kind.FLUSHED);
    assertThat(say("GET key")).isEqualTo("$-1");
    mended(Outage.Kind.FLUSHED);
  }

  @Test
  void fullItTakesNothingMoreUntilItHasRoomAgain() throws Exception {
    redis.breakIt(Outage.Kind.FULL);
    assertThat(say("SET other value")).startsWith("-OOM");
    mended(Outage.Kind.FULL);
  }

  @Test
  void whatWasNotMetIsSaidSo() throws Exception {
    redis.breakIt(Outage.Kind.BLACK_HOLE);
    redis.mendIt(Outage.Kind.BLACK_HOLE);
    assertThat(redis.wasMet(Outage.Kind.BLACK_HOLE)).isFalse();
  }

  private static void mended(Outage.Kind kind) throws IOException, InterruptedException {
    redis.mendIt(kind);
    assertThat(say("SET key again")).isEqualTo("+OK");
    assertThat(redis.wasMet(kind)).isTrue();
  }

  private static String say(String words) throws IOException {
    return say(words, PATIENCE_MILLIS);
  }

  /** The first line of an answer by the pipe; or that the connection ended. */
  private static String say(String words, int patience) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.setSoTimeout(patience);
      String said =
          "AUTH "
              + redis.settings().get("SIGNALCOHERENCE_REDIS_PASSWORD")
              + "\r\n"
              + words
              + "\r\n";
      socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return answers.readLine() == null ? "nothing" : answers.readLine();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return "nothing";
    }
  }
}
