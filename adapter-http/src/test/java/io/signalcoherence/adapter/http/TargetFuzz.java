package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.corpus.TimeOracle;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.TenantId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request's first line, its target, and what the target's path and query say. */
final class TargetFuzz {

  private static final Set<String> KNOWN = Set.of("ts", "top", "tenant_id");
  private static final String STRICT =
      "[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-\"$-~]+ HTTP/[0-9][.][0-9]\r";
  private static final Router ROUTER =
      new Router(
          Map.of("/livez", new Route("live", HttpMethod.GET, exchange -> {})),
          Map.of("", new Route("tenant", HttpMethod.GET, exchange -> {})));

  private TargetFuzz() {}

  /** Tries one text as each of them. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    Law.same(
        Utf8.isWellFormed(input, 0, input.length), JsonOracle.isUtf8(input), "UTF-8 is the JDK's");
    line(input, text);
    path(text);
    query(text);
    if (text.matches("[!-~]+")) {
      head(text); // Netty hands on no other
    }
    if (JsonOracle.isUtf8(input)) {
      String plain = JsonOracle.text(input);
      String encoded = URLEncoder.encode(plain, StandardCharsets.UTF_8);
      Law.same(
          query("tenant_id=" + encoded).map(read -> read.get("tenant_id")),
          Optional.of(plain),
          "what the JDK encodes is read");
      Law.same(path(encoded.replace("+", "%20")), Optional.of(plain), "in a path too");
    }
  }

  private static void line(byte[] input, String text) {
    int feed = text.indexOf('\n');
    if (feed > 0) {
      ByteBuf line = Unpooled.wrappedBuffer(input);
      Law.same(
          RequestLine.isStrict(line, 0, feed),
          text.substring(0, feed).matches("(?s)" + STRICT),
          "a request line is strict by RFC 9112");
    }
  }

  private static Optional<String> path(String text) {
    try {
      String read = Percent.path("tenant", text);
      Law.same(
          read,
          URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8),
          "a path is decoded as the JDK decodes it");
      return Optional.of(read);
    } catch (Refusal e) {
      Law.same(e.reply().status(), 400, "a path that can't be decoded is refused");
      return Optional.empty();
    }
  }

  private static Optional<Map<String, String>> query(String text) {
    try {
      Map<String, String> read = Percent.query(text, KNOWN);
      Map<String, String> expected = new HashMap<>();
      for (String pair : text.split("&", -1)) {
        if (!pair.isEmpty()) {
          String[] parts = pair.split("=", 2);
          String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
          String value =
              parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
          Law.holds(KNOWN.contains(name), "only known parameters are taken");
          Law.holds(expected.put(name, value) == null, "and each once");
        }
      }
      Law.same(read, expected, "a query is decoded as the JDK decodes it");
      return Optional.of(read);
    } catch (Refusal e) {
      Law.same(e.reply().status(), 400, "a query that can't be read is refused");
      return Optional.empty();
    }
  }

  /** The whole way from a target to values of our types. */
  private static void head(String target) {
    DefaultHttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    request.headers().set("host", "localhost");
    Surface surface =
        new Surface(
            ROUTER,
            TestServer.CONFIG,
            new Budget(HttpLoadLimits.STANDARD),
            (route, method, code, took) -> {},
            Runnable::run);
    EmbeddedChannel channel = new EmbeddedChannel();
    Connection connection = new Connection(surface, new LoopConnections(channel.eventLoop()));
    Exchange exchange = new Exchange(connection, request, 0);
    try {
      Router.Match match = RequestHead.check(request, surface);
      exchange.matched(match, new Body(0));
      Parameters parameters = Parameters.of(exchange, KNOWN);
      if (!match.variable().isEmpty()) {
        TenantId tenant = parameters.path("tenant", TenantId::new);
        Law.holds(!tenant.value().isEmpty(), "a tenant has a name");
      }
      Optional<EventTime> ts = parameters.optional("ts", EventTime::parse);
      ts.ifPresent(
          read ->
              Law.same(
                  Optional.ofNullable(exchangeQuery(exchange).get("ts")).flatMap(TimeOracle::read),
                  Optional.of(read.value()),
                  "a time in a query is a time"));
    } catch (Refusal e) {
      Law.holds(
          List.of(400, 404, 421).contains(e.reply().status()), "a target is refused with cause");
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static Map<String, String> exchangeQuery(Exchange exchange) {
    try {
      return exchange.query(KNOWN);
    } catch (Refusal e) {
      throw new AssertionError("read a moment ago", e);
    }
  }
}
