package io.signalcoherence.perf.cache;

import io.signalcoherence.perf.load.Requests;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Asks for the tenants' scores in turn, each as of a minute that moves on with the time of day: so
 * what is kept of a minute is of no use in the next, as when somebody asks for now. Used by one
 * thread.
 */
final class ScoreRequests implements Requests {

  private final List<String> tenants;
  private final String head;
  private final Instant asOf;
  private final long beganMillis;

  /**
   * Requests to one service.
   *
   * @param target where it listens
   * @param asOf for which minute a score is asked at {@code beganMillis}
   * @param beganMillis a time of day, ms since 1970
   */
  ScoreRequests(InetSocketAddress target, List<String> tenants, Instant asOf, long beganMillis) {
    this.tenants = List.copyOf(tenants);
    this.head = " HTTP/1.1\r\nHost: " + target.getHostString() + ":" + target.getPort();
    this.asOf = asOf;
    this.beganMillis = beganMillis;
  }

  @Override
  public ByteBuffer write(long index, long wallMillis) {
    String tenant = tenants.get((int) (index % tenants.size()));
    Instant minute =
        asOf.plus(Duration.ofMillis(wallMillis - beganMillis)).truncatedTo(ChronoUnit.MINUTES);
    String request = "GET /v1/coherence/tenants/" + tenant + "?asOf=" + minute + head + "\r\n\r\n";
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
  }
}
