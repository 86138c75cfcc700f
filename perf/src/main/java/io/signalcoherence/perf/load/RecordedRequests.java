package io.signalcoherence.perf.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests whose bodies were made before: lines of JSON signals. Used by one thread. */
public final class RecordedRequests implements Requests {

  private final List<byte[]> requests = new ArrayList<>();

  /**
   * Requests to one service.
   *
   * @param target where it listens
   * @param bodies NDJSON, in the order in which they are sent
   */
  public RecordedRequests(InetSocketAddress target, List<byte[]> bodies) {
    for (byte[] body : bodies) {
      String head =
          "POST /v1/coherence/signals HTTP/1.1\r\nHost: "
              + target.getHostString()
              + ":"
              + target.getPort()
              + "\r\nContent-Type: "
              + Traffic.BatchFormat.NDJSON.mediaType()
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      byte[] start = head.getBytes(StandardCharsets.US_ASCII);
      requests.add(ByteBuffer.allocate(start.length + body.length).put(start).put(body).array());
    }
  }

  @Override
  public ByteBuffer write(long index, long wallMillis) {
    return ByteBuffer.wrap(requests.get(Math.toIntExact(index)));
  }
}
