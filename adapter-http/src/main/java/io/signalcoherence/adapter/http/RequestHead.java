package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides by a request's head alone whether its body is wanted. */
final class RequestHead {

  private static final String HTTP_SCHEME = "http://";

  private RequestHead() {}

  /**
   * Finds the resource.
   *
   * @throws Refusal if the head is enough to refuse
   */
  static Router.Match check(HttpRequest request, Surface surface) throws Refusal {
    requireDecoded(request);
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new Refusal(Problem.BAD_REQUEST, "version: another one (expected: HTTP/1.1)");
    }
    requireTarget(request);
    requireOneFraming(request);
    requireLocalHost(request);
    String path = path(request.uri());
    Optional<Router.Match> match = surface.router().find(path);
    if (match.isEmpty()) {
      throw new Refusal(Problem.NOT_FOUND, "path: no such resource");
    }
    Route route = match.get().route();
    if (!route.has(request.method())) {
      throw new Refusal(
          Reply.problem(Problem.METHOD_NOT_ALLOWED, "method: expected " + route.allowed())
              .with("allow", route.allowed()));
    }
    requireExpectation(request);
    if (route.takesBody()) {
      requireBody(request, surface.config().messages());
    }
    return match.get();
  }

  /** How long the announced body is, bytes; -1 if it comes in chunks or the head is broken. */
  static long announced(HttpRequest request) {
    return request.decoderResult().isFailure() ? -1L : HttpUtil.getContentLength(request, -1L);
  }

  /** Whether more than the head is to come. */
  static boolean hasBody(HttpRequest request) {
    return announced(request) > 0 || HttpUtil.isTransferEncodingChunked(request);
  }

  /** Whether, after such a head, it is unclear where the next request begins. */
  static boolean isDistrusted(HttpRequest request, Reply refusal) {
    return request.decoderResult().isFailure() || refusal.status() == Problem.BAD_REQUEST.status();
  }

  private static void requireDecoded(HttpRequest request) throws Refusal {
    if (request.decoderResult().isSuccess()) {
      return;
    }
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      throw new Refusal(Problem.URI_TOO_LONG, "request line: too long (expected: shorter)");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      throw new Refusal(Problem.HEADERS_TOO_LARGE, "header: too large (expected: smaller)");
    }
    throw new Refusal(
        Problem.BAD_REQUEST, "request: not HTTP/1.1 as RFC 9112 has it (expected: well-formed)");
  }

  /** A path, or the absolute form for proxies; {@code *} for OPTIONS. This is no proxy. */
  private static void requireTarget(HttpRequest request) throws Refusal {
    String uri = request.uri();
    boolean options = request.method().equals(HttpMethod.OPTIONS) && uri.equals("*");
    boolean known = uri.startsWith("/") || uri.startsWith(HTTP_SCHEME) || options;
    if (!known || request.method().equals(HttpMethod.CONNECT)) {
      throw new Refusal(
          Problem.BAD_REQUEST, "target: another form (expected: a path or http://localhost...)");
    }
  }

  /** Any other coding hides where the body ends, or what it says. */
  private static void requireOneFraming(HttpRequest request) throws Refusal {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean chunked =
        codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
    if (!codings.isEmpty() && !chunked) {
      throw new Refusal(
          Problem.BAD_REQUEST, "transfer-encoding: another one (expected: chunked, once, alone)");
    }
  }

  private static void requireLocalHost(HttpRequest request) throws Refusal {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (hosts.size() > 1 || (hosts.isEmpty() && !old)) {
      throw new Refusal(
          Problem.BAD_REQUEST, "host: " + hosts.size() + " fields (expected: exactly one)");
    }
    if (!hosts.isEmpty()) {
      requireLocal(hosts.get(0));
    }
    String uri = request.uri();
    if (uri.startsWith(HTTP_SCHEME)) {
      int slash = uri.indexOf('/', HTTP_SCHEME.length());
      requireLocal(
          slash < 0
              ? uri.substring(HTTP_SCHEME.length())
              : uri.substring(HTTP_SCHEME.length(), slash));
    }
  }

  /** Against DNS rebinding: a page that gets its own name to mean this machine sends that name. */
  private static void requireLocal(String authority) throws Refusal {
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    boolean local =
        switch (host.toLowerCase(Locale.ROOT)) {
          case "localhost", "127.0.0.1", "[::1]" -> true;
          default -> false;
        };
    if (!local || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Refusal(
          Problem.MISDIRECTED,
          "host: " + Faults.plain(authority) + " (expected: localhost, 127.0.0.1 or [::1])");
    }
  }

  private static String path(String uri) {
    int from = 0;
    if (uri.startsWith(HTTP_SCHEME)) {
      int slash = uri.indexOf('/', HTTP_SCHEME.length());
      from = slash < 0 ? uri.length() : slash;
    }
    int mark = uri.indexOf('?', from);
    return uri.substring(from, mark < 0 ? uri.length() : mark);
  }

  private static void requireExpectation(HttpRequest request) throws Refusal {
    List<String> all = request.headers().getAll(HttpHeaderNames.EXPECT);
    boolean wait = all.size() == 1 && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(all.get(0));
    if (!all.isEmpty() && !wait) {
      throw new Refusal(Problem.EXPECTATION_FAILED, "expect: expected 100-continue or none");
    }
  }

  private static void requireBody(HttpRequest request, HttpMessageLimits limits) throws Refusal {
    HttpHeaders headers = request.headers();
    long announced = announced(request);
    if (announced < 0 && !HttpUtil.isTransferEncodingChunked(request)) {
      throw new Refusal(Problem.LENGTH_REQUIRED, "content-length: missing (expected: bytes)");
    }
    SignalForm.of(headers);
    MediaTypes.requireEncoding(headers.getAll(HttpHeaderNames.CONTENT_ENCODING));
    MediaTypes.requireJsonWanted(headers.getAll(HttpHeaderNames.ACCEPT));
    if (announced > limits.bodyBytes()) {
      throw new Refusal(tooLarge(limits));
    }
  }

  static Reply tooLarge(HttpMessageLimits limits) {
    return Reply.problem(
        Problem.BODY_TOO_LARGE,
        "body: more than " + limits.bodyBytes() + " bytes (expected: at most that)");
  }
}
