package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.corpus.Pieces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes over one connection, through the decoder and the connection as a server has them. The
 * pieces in which it comes change nothing, and what is served stood there by RFC 9112.
 */
final class RequestFuzz {

  private static final HttpConfig CONFIG =
      TestServer.with(new HttpMessageLimits(1024, 256, 1024, 1024, 10));
  private static final Pattern STATUS = Pattern.compile("HTTP/1[.]1 (\\d{3}) [^\\r]*\\r\\n");
  private static final String CLOSES = "\r\nconnection: close\r\n";

  private RequestFuzz() {}

  /**
   * What a connection came to.
   *
   * @param told what was sent, without dates
   * @param served the requests that reached an endpoint
   * @param open whether the connection goes on
   */
  record Course(String told, List<RequestOracle.Request> served, boolean open) {}

  /** Tries one connection's bytes. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Course whole = course(List.of(bytes));
    Course inPieces = course(Pieces.of(bytes));
    if (!isAtNettysBound(whole) && !isAtNettysBound(inPieces)) {
      Law.same(inPieces, whole, "the pieces in which bytes come change nothing");
    }
    Matcher status = STATUS.matcher(whole.told());
    while (status.find()) {
      int code = Integer.parseInt(status.group(1));
      Law.holds(code < 500, "no input is answered with " + code);
    }
    Law.holds(
        whole.open() || whole.told().contains(CLOSES), "a connection is not ended without a word");
    Law.holds(!whole.told().matches("(?s).*" + CLOSES + ".*" + CLOSES + ".*"), "one is the last");
    List<RequestOracle.Request> expected = RequestOracle.requests(bytes);
    int from = 0;
    for (RequestOracle.Request request : whole.served()) {
      int at = expected.subList(from, expected.size()).indexOf(request);
      Law.holds(at >= 0, "what is served is a request by RFC 9112: " + request);
      from += at + 1;
      again(request);
    }
  }

  /**
   * Netty counts the CR of a header's or a chunk size's line that has not ended, so that a byte
   * below the bound the pieces decide.
   */
  private static boolean isAtNettysBound(Course course) {
    return course.told().contains("HTTP/1.1 431") || course.told().contains("broken chunks");
  }

  private static void again(RequestOracle.Request request) {
    String plain =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                .formatted(request.method(), request.target())
            + "Content-Length: %d\r\n\r\n".formatted(request.body().length())
            + request.body();
    Course course = course(List.of(plain.getBytes(StandardCharsets.ISO_8859_1)));
    Law.same(course.served(), List.of(request), "what was served is served again");
  }

  /** What a connection comes to over which these pieces come. */
  static Course course(List<byte[]> pieces) {
    List<RequestOracle.Request> served = new ArrayList<>();
    Budget budget = new Budget(CONFIG.load());
    EmbeddedChannel channel = new EmbeddedChannel();
    Connection connection =
        new Connection(surface(served, budget), new LoopConnections(channel.eventLoop()));
    channel.pipeline().addLast(new RequestDecoder(connection, CONFIG.messages()), connection);
    channel.pipeline().fireChannelActive();
    for (byte[] piece : pieces) {
      if (channel.isOpen()) {
        channel.writeInbound(Unpooled.wrappedBuffer(piece));
      }
    }
    boolean open = channel.isOpen();
    StringBuilder told = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      told.append(out.toString(StandardCharsets.ISO_8859_1));
      out.release();
    }
    channel.finishAndReleaseAll();
    Law.same(budget.heldBytes(), 0L, "a connection that ended holds nothing");
    Law.same(budget.openRequests() + budget.openConnections(), 0, "nor counts");
    return new Course(told.toString().replaceAll("date: [^\\r]*", "date"), served, open);
  }

  private static Surface surface(List<RequestOracle.Request> served, Budget budget) {
    Endpoint echo =
        exchange -> {
          served.add(seen(exchange));
          exchange.answer(() -> Reply.text(200, "text/plain", seen(exchange).target()));
        };
    Router router =
        new Router(
            Map.of("/v1/coherence/signals", new Route("signals", HttpMethod.POST, echo)),
            Map.of("", new Route("tenant", HttpMethod.GET, echo)));
    return new Surface(router, CONFIG, budget, (route, method, code, took) -> {}, Runnable::run);
  }

  private static RequestOracle.Request seen(Exchange exchange) {
    Body body = exchange.body();
    return new RequestOracle.Request(
        exchange.request().method().name(),
        exchange.request().uri(),
        new String(body.bytes(), 0, body.length(), StandardCharsets.ISO_8859_1));
  }
}
