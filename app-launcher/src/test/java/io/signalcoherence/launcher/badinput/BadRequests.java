package io.signalcoherence.launcher.badinput;

import static io.signalcoherence.launcher.badinput.BadInput.JSON;
import static io.signalcoherence.launcher.badinput.BadInput.LOCAL;
import static io.signalcoherence.launcher.badinput.BadInput.POST;
import static io.signalcoherence.launcher.badinput.BadInput.SMUGGLED;
import static io.signalcoherence.launcher.badinput.BadInput.get;
import static io.signalcoherence.launcher.badinput.BadInput.signal;
import static io.signalcoherence.launcher.badinput.BadInput.toApi;

import java.util.ArrayList;
import java.util.List;

/** Request lines, headers and framing that are not as RFC 9112 has them. */
final class BadRequests {

  private static final String BAD = "400 bad-request, closed";
  private static final String TENANT = "/v1/coherence/tenants/t";

  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String LENGTHS =
      "abc|-1|+5|0x10|1e1|5 5|5,5|5, 6|\"5\"|5;a|99999999999999999999|9223372036854775808"
          + "|18446744073709551621|";
  private static final String CODINGS =
      "identity|gzip|xchunked|chunkedx|chunked, chunked|chunked, gzip|gzip, chunked"
          + "|chunked, identity|\u000bchunked|\"chunked\"|chunked;a=b|,chunked|chunked,|";

  private BadRequests() {}

  static List<BadInput> lines() {
    return List.of(
        toApi("text that is no HTTP", BAD, "hello\r\n\r\n"),
        toApi("HTTP/0.9", BAD, "GET /\r\n\r\n"),
        toApi("the preface of HTTP/2", BAD, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        toApi("HTTP/3.0", BAD, get("/").replace("1.1", "3.0")),
        toApi("HTTP/1.2", BAD, get("/").replace("1.1", "1.2")),
        toApi("a version in small letters", BAD, get("/").replace("HTTP/", "http/")),
        toApi("a version of many digits", BAD, get("/").replace("1.1", "1.1111111111")),
        toApi("a TLS hello", BAD, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"),
        toApi("two spaces after the method", BAD, get("/").replace("GET ", "GET  ")),
        toApi("a tab after the method", BAD, get("/").replace("GET ", "GET\t")),
        toApi("a space within the target", BAD, get("/a b")),
        toApi("white space before the line", BAD, " " + get("/")),
        toApi("NUL in the target", BAD, get("/a\u0000b")),
        toApi("a bare CR in the target", BAD, get("/a\rb")),
        toApi("bytes beyond ASCII in the target", BAD, get("/\u00e9")),
        toApi("no target", BAD, "GET HTTP/1.1\r\n" + LOCAL + "\r\n"),
        toApi("a target without a slash", BAD, get("v1")),
        toApi("a fragment in the target", BAD, get(TENANT + "#a")),
        toApi("a method with a NUL", BAD, "G\u0000T / HTTP/1.1\r\n" + LOCAL + "\r\n"),
        toApi("a method in brackets", BAD, "(GET) / HTTP/1.1\r\n" + LOCAL + "\r\n"),
        toApi("an unknown method", "405 method-not-allowed", "BREW" + get(TENANT).substring(3)),
        toApi(
            "a method in small letters",
            "405 method-not-allowed",
            "get" + get(TENANT).substring(3)),
        toApi("OPTIONS", "405 method-not-allowed", "OPTIONS" + get(TENANT).substring(3)),
        toApi("OPTIONS *", "404 not-found", "OPTIONS" + get("*").substring(3)),
        toApi("TRACE", "405 method-not-allowed", "TRACE" + get(TENANT).substring(3)),
        toApi("CONNECT", BAD, "CONNECT localhost:80 HTTP/1.1\r\n" + LOCAL + "\r\n" + SMUGGLED),
        toApi("an absolute target of another host", "421 misdirected", get("http://evil.example/")),
        toApi("an absolute target of https", BAD, get("https://localhost" + TENANT)),
        toApi("an absolute target with a user", "421 misdirected", get("http://u@localhost/")),
        toApi("a target of 9,000 bytes", "414 uri-too-long, closed", get("/" + "a".repeat(9000))),
        toApi("a query of 9,000 bytes", "414 uri-too-long, closed", get("/?" + "a".repeat(9000))));
  }

  static List<BadInput> headers() {
    return List.of(
        toApi("no Host", BAD, "GET / HTTP/1.1\r\n\r\n"),
        toApi("two Hosts", BAD, "GET / HTTP/1.1\r\n" + LOCAL + LOCAL + "\r\n"),
        toApi("an empty Host", "421 misdirected", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        toApi(
            "the Host of another machine",
            "421 misdirected",
            "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"),
        toApi(
            "two names in Host", "421 misdirected", "GET / HTTP/1.1\r\nHost: localhost, a\r\n\r\n"),
        header("bare LF after a field", "A: b\nC: d\r\n"),
        toApi("bare LF everywhere", BAD, get("/").replace("\r\n", "\n") + SMUGGLED),
        header("bare CR in a value", "A: b\rC: d\r\n"),
        header("bare CR before a length", "A: b\rContent-Length: 5\r\n"),
        header("NUL in a value", "A: b\u0000c\r\n"),
        header("a control character in a value", "A: b\u0007c\r\n"),
        header("DEL in a name", "A\u007f: b\r\n"),
        header("a NUL in a name", "A\u0000: b\r\n"),
        header("a space in a name", "A b: c\r\n"),
        header("a space before the colon", "A : b\r\n"),
        header("a tab before the colon", "Content-Length\t: 5\r\n"),
        header("an empty name", ": b\r\n"),
        header("a field without colon", "hello\r\n"),
        header("a folded line (obs-fold)", "A: b\r\n c\r\n"),
        header("a folded line with a tab", "Content-Length: 1\r\n\t0\r\n"),
        toApi(
            "a first field that begins with a space", BAD, "GET / HTTP/1.1\r\n " + LOCAL + "\r\n"));
  }

  static List<BadInput> fields() {
    return List.of(
        toApi(
            "header fields of 17 KiB",
            "431 headers-too-large, closed",
            get("/").replace("\r\n\r\n", "\r\nA: " + "a".repeat(17 * 1024) + "\r\n\r\n")),
        toApi(
            "5,000 header fields",
            "431 headers-too-large, closed",
            get("/").replace("\r\n\r\n", "\r\n" + "A: b\r\n".repeat(5000) + "\r\n")),
        toApi(
            "an unknown expectation",
            "417 expectation-failed, closed",
            POST + LOCAL + JSON + "Expect: the moon\r\nContent-Length: 2\r\n\r\n"),
        toApi(
            "two expectations",
            "417 expectation-failed, closed",
            POST + LOCAL + JSON + "Expect: 100-continue\r\nExpect: b\r\nContent-Length: 2\r\n\r\n"),
        toApi(
            "an upgrade to h2c",
            "404 not-found",
            get("/").replace("\r\n\r\n", "\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")));
  }

  private static BadInput header(String name, String field) {
    return toApi(name, BAD, "GET " + TENANT + " HTTP/1.1\r\n" + LOCAL + field + "\r\n" + SMUGGLED);
  }

  static List<BadInput> lengths() {
    List<BadInput> cases = new ArrayList<>();
    for (String length : LENGTHS.split("\\|", -1)) {
      cases.add(framed("Content-Length: " + shown(length), "Content-Length: " + length + "\r\n"));
    }
    cases.add(framed("two lengths, equal", "Content-Length: 5\r\nContent-Length: 5\r\n"));
    cases.add(framed("two lengths, different", "Content-Length: 5\r\nContent-Length: 6\r\n"));
    cases.add(framed("chunks and a length", CHUNKED + "Content-Length: 5\r\n"));
    cases.add(framed("a length and chunks", "Content-Length: 5\r\n" + CHUNKED));
    String broken = get(TENANT).replace("\r\n\r\n", "\r\nContent-Length: x\r\n\r\n");
    cases.add(toApi("a broken length for GET", BAD, broken + SMUGGLED));
    return cases;
  }

  static List<BadInput> codings() {
    List<BadInput> cases = new ArrayList<>();
    for (String coding : CODINGS.split("\\|", -1)) {
      String field = "Transfer-Encoding: " + coding + "\r\n";
      cases.add(framed("Transfer-Encoding: " + shown(coding), field));
    }
    cases.add(framed("two Transfer-Encodings", CHUNKED + CHUNKED));
    cases.add(framed("two, one unknown", CHUNKED + "Transfer-Encoding: identity\r\n"));
    String old = chunked("0\r\n\r\n" + SMUGGLED).replace("HTTP/1.1", "HTTP/1.0");
    cases.add(toApi("HTTP/1.0 with Transfer-Encoding", BAD, old));
    return cases;
  }

  private static BadInput framed(String name, String field) {
    return toApi(name, BAD, POST + LOCAL + JSON + field + "\r\n0\r\n\r\n" + SMUGGLED);
  }

  static List<BadInput> chunks() {
    String body = signal("bad", "chunk");
    String size = Integer.toHexString(body.length());
    return List.of(
        chunk("a size that is no number", "zz\r\n{}\r\n0\r\n\r\n"),
        chunk("an empty size", "\r\n{}\r\n0\r\n\r\n"),
        chunk("a negative size", "-2\r\n{}\r\n0\r\n\r\n"),
        chunk("a size with a sign", "+2\r\n{}\r\n0\r\n\r\n"),
        chunk("a size with 0x", "0x2\r\n{}\r\n0\r\n\r\n"),
        chunk("a size beyond 31 bits", "80000000\r\n{}\r\n0\r\n\r\n"),
        chunk("a size beyond 64 bits", "10000000000000002\r\n{}\r\n0\r\n\r\n"),
        chunk("a size of many zeros", "0".repeat(9000) + "2\r\n{}\r\n0\r\n\r\n"),
        chunk("a space before the size", " " + size + "\r\n" + body + "\r\n0\r\n\r\n"),
        chunk("a space within the size", "2 2\r\n{}\r\n0\r\n\r\n"),
        chunk("a chunk longer than its size", "1\r\n{}\r\n0\r\n\r\n"),
        chunk("a chunk that ends with LF", size + "\r\n" + body + "\n0\r\n\r\n"),
        chunk("a chunk that ends with CR", size + "\r\n" + body + "\r0\r\n\r\n"),
        chunk("a size that ends with LF", size + "\n" + body + "\r\n0\r\n\r\n"),
        chunk("an extension with LF", size + ";a\nb\r\n" + body + "\r\n0\r\n\r\n"),
        chunk("an extension with CR", size + ";a\rb\r\n" + body + "\r\n0\r\n\r\n"),
        chunk("an extension with NUL", size + ";a\u0000\r\n" + body + "\r\n0\r\n\r\n"),
        chunk(
            "an extension of 9,000 bytes",
            size + ";" + "a".repeat(9000) + "\r\n" + body + "\r\n0\r\n\r\n"),
        chunk("a trailer with a NUL", size + "\r\n" + body + "\r\n0\r\nA: \u0000\r\n\r\n"),
        toApi(
            "chunks: a trailer with a length, which is dropped",
            "201",
            chunked(good("trailer-length") + "0\r\nContent-Length: 5\r\n\r\n")),
        toApi(
            "chunks: a folded trailer, which is dropped",
            "201",
            chunked(good("folded") + "0\r\nA: b\r\n c\r\n\r\n")),
        chunk("a trailer with a bare LF", size + "\r\n" + body + "\r\n0\r\nA: b\n\r\n"),
        chunk(
            "trailers of 17 KiB",
            size + "\r\n" + body + "\r\n0\r\nA: " + "a".repeat(17 * 1024) + "\r\n\r\n"));
  }

  private static String good(String id) {
    String body = signal("good", id);
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
  }

  private static BadInput chunk(String name, String chunks) {
    return toApi("chunks: " + name, BAD, chunked(chunks) + SMUGGLED);
  }

  static String chunked(String chunks) {
    return POST + LOCAL + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(empty)" : value.replace("\u000b", "(VT)");
  }
}
