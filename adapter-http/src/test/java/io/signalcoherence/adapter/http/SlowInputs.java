package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.SlowInput.Until.AT_ONCE;
import static io.signalcoherence.adapter.http.SlowInput.Until.HEADER_TIME;
import static io.signalcoherence.adapter.http.SlowInput.Until.IDLE_TIME;
import static io.signalcoherence.adapter.http.SlowInput.Until.REQUEST_TIME;

import io.signalcoherence.adapter.http.SlowInput.Until;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The catalogue of slow and endless inputs. */
final class SlowInputs {

  static final String POST =
      String.join(
          "\r\n",
          "POST /v1/coherence/signals HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/json",
          "");
  static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
  static final String GET = TestServer.Requests.get("/none");

  private static final String GZIP = "Content-Encoding: gzip\r\n";
  private static final String TIMEOUT = "408 request-timeout, closed";
  private static final String TOO_LARGE = "413 body-too-large, closed";
  private static final int FLOOD = 1_000;

  private SlowInputs() {}

  static List<SlowInput> slow() {
    return Stream.concat(slowHeads().stream(), slowBodies().stream()).toList();
  }

  private static List<SlowInput> slowHeads() {
    return List.of(
        SlowInput.of("nothing at all", "closed", IDLE_TIME, SlowClient::outcome),
        SlowInput.of(
            "nothing after an answered request",
            "404 not-found, closed",
            IDLE_TIME,
            c -> c.send(GET).outcomeToTheEnd()),
        dribbled("empty lines, a byte at a time", HEADER_TIME, "", "\r\n"),
        dribbled("a request line, a byte at a time", HEADER_TIME, "GET /", "a"),
        dribbled("a header, a byte at a time", HEADER_TIME, "GET / HTTP/1.1\r\n", "A: b\r\n"),
        dribbled("a field's value, a byte at a time", HEADER_TIME, "GET / HTTP/1.1\r\nA: ", "b"),
        SlowInput.of(
            "a header that stops",
            TIMEOUT,
            HEADER_TIME,
            c -> c.send("GET / HTTP/1.1\r\n").outcome()));
  }

  private static List<SlowInput> slowBodies() {
    return List.of(
        dribbled(
            "a body, a byte at a time", REQUEST_TIME, POST + "Content-Length: 1000\r\n\r\n", " "),
        dribbled("chunks, a byte at a time", REQUEST_TIME, POST + CHUNKED, "1\r\n \r\n"),
        dribbled("a chunk's size, a byte at a time", REQUEST_TIME, POST + CHUNKED, "0"),
        dribbled(
            "a chunk that never ends, a byte at a time",
            REQUEST_TIME,
            POST + CHUNKED + "ffff\r\n",
            " "),
        dribbled("trailers, a byte at a time", REQUEST_TIME, POST + CHUNKED + "0\r\n", "A: b\r\n"),
        dribbled(
            "gzip, a byte at a time",
            REQUEST_TIME,
            POST + GZIP + "Content-Length: 1000\r\n\r\n\u001f\u008b\b\0\0\0\0\0\0\u00ff",
            "\0"),
        SlowInput.of(
            "a body that is asked for and never comes",
            "100, " + TIMEOUT,
            REQUEST_TIME,
            c -> c.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n").outcome()),
        SlowInput.of(
                "answers that are never read",
                "closed",
                IDLE_TIME,
                c -> c.pourDeaf(GET.repeat(100)))
            .within(256)
            .deaf(4096));
  }

  static List<SlowInput> halves() {
    return List.of(
        SlowInput.of(
            "half a request line, then no more",
            "closed",
            AT_ONCE,
            c -> c.send("GET /").finishSending().outcome()),
        SlowInput.of(
            "half a body, then no more",
            "closed",
            AT_ONCE,
            c -> c.send(POST + "Content-Length: 9\r\n\r\n{").finishSending().outcome()),
        SlowInput.of(
            "a request, then no more",
            "404 not-found, closed",
            AT_ONCE,
            c -> c.send(GET).finishSending().outcomeToTheEnd()),
        SlowInput.of(
                "1,000 requests at once",
                "1000 answers",
                AT_ONCE,
                c -> c.send(GET.repeat(FLOOD)).outcome(FLOOD))
            .within(32));
  }

  static List<SlowInput> endless() {
    return List.of(
        poured("a request line", "414 uri-too-long, closed", "GET /", "a"),
        poured("empty lines", "414 uri-too-long, closed", "", "\r\n"),
        poured("a header", "431 headers-too-large, closed", "GET / HTTP/1.1\r\n", "A: b\r\n"),
        poured("a field's name", "431 headers-too-large, closed", "GET / HTTP/1.1\r\n", "a"),
        poured("a field's value", "431 headers-too-large, closed", "GET / HTTP/1.1\r\nA: ", "b"),
        poured("a chunk's size", "400 bad-request, closed", POST + CHUNKED, "0"),
        poured("a chunk's extension", "400 bad-request, closed", POST + CHUNKED + "1;", "a"),
        poured("trailers", "400 bad-request, closed", POST + CHUNKED + "0\r\n", "A: b\r\n"),
        poured("chunks of 16 KiB", TOO_LARGE, POST + CHUNKED, chunk(" ".repeat(16_384))).within(16),
        poured("chunks of one byte", TOO_LARGE, POST + CHUNKED, chunk(" ")).within(96),
        poured("a chunk", TOO_LARGE, POST + CHUNKED + "7fffffff\r\n", "a").within(16),
        poured("white space before JSON", TOO_LARGE, POST + CHUNKED, chunk(" \t\r\n".repeat(999)))
            .within(96),
        poured(
                "a line of NDJSON",
                TOO_LARGE,
                POST.replace("json", "x-ndjson") + CHUNKED,
                chunk("{\"a\":".repeat(999)))
            .within(16),
        poured(
                "blank lines of NDJSON",
                TOO_LARGE,
                POST.replace("json", "x-ndjson") + CHUNKED,
                chunk("\n".repeat(9_999)))
            .within(16),
        poured(
                "gzip members, each empty",
                TOO_LARGE,
                POST + GZIP + CHUNKED,
                chunk(text(gzip(new byte[0]))))
            .within(32));
  }

  static List<SlowInput> large() {
    return Stream.concat(packedAndDeep().stream(), longAndMany().stream()).toList();
  }

  private static List<SlowInput> packedAndDeep() {
    String signal = TestServer.Requests.signal("i");
    byte[] bomb = gzip(new byte[64 << 20]);
    byte[] nested = bomb;
    for (int i = 0; i < 9; i++) {
      nested = gzip(nested);
    }
    return List.of(
        body("gzip, 64 KiB that unpack to 64 MiB", "413 body-too-large", GZIP, text(bomb))
            .within(192),
        body("gzip, packed ten times over", "400 signal-malformed", GZIP, text(nested)),
        body("JSON, 1,000,000 levels of arrays", "400 malformed-json", "", "[".repeat(1_000_000))
            .within(16),
        body(
                "JSON, 500,000 levels of objects",
                "400 signal-malformed",
                "",
                "{\"a\":".repeat(500_000))
            .within(32),
        body(
                "a number of 1,000,000 digits",
                "400 signal-malformed",
                "",
                signal.replace("0.5", "0." + "3".repeat(1_000_000)))
            .within(16));
  }

  private static List<SlowInput> longAndMany() {
    String signal = TestServer.Requests.signal("i");
    return List.of(
        body(
                "an id of 5,000,000 characters",
                "422 signal-invalid",
                "",
                signal.replace("\"i\"", "\"" + "i".repeat(5_000_000) + "\""))
            .within(80),
        body(
                "a member of 5,000,000 characters",
                "400 signal-malformed",
                "",
                "{\"" + "a".repeat(5_000_000) + "\":1}")
            .within(128),
        body("an array of 1,000,000 empty arrays", "413 too-many-items", "", array("[]", 1_000_000))
            .within(40),
        body(
                "attributes of 1,000,000 empty arrays",
                "422 signal-invalid",
                "",
                signal.replace("}", ",\"attributes\":{\"a\":" + array("[]", 1_000_000) + "}}"))
            .within(240),
        body(
                "1,000,000 lines that are no signals",
                "413 too-many-items",
                "Content-Encoding: identity\r\n",
                "[0]\n".repeat(1_000_000))
            .within(64));
  }

  private static SlowInput dribbled(String name, Until until, String start, String bytes) {
    return SlowInput.of(name, TIMEOUT, until, c -> c.send(start).dribble(bytes).outcome());
  }

  private static SlowInput poured(String name, String answer, String start, String bytes) {
    return SlowInput.of(name, answer, AT_ONCE, c -> c.send(start).pour(bytes).outcome());
  }

  private static SlowInput body(String name, String answer, String fields, String body) {
    String head = POST + fields + "Content-Length: " + body.length() + "\r\n\r\n";
    String lines = fields.contains("identity") ? head.replace("/json", "/x-ndjson") : head;
    return SlowInput.of(name, answer, AT_ONCE, c -> c.send(lines + body).outcome());
  }

  private static String array(String item, int count) {
    return "[" + (item + ",").repeat(count - 1) + item + "]";
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
