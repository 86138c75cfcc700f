package io.signalcoherence.launcher.badinput;

import static io.signalcoherence.launcher.badinput.BadInput.JSON;
import static io.signalcoherence.launcher.badinput.BadInput.ascii;
import static io.signalcoherence.launcher.badinput.BadInput.get;
import static io.signalcoherence.launcher.badinput.BadInput.join;
import static io.signalcoherence.launcher.badinput.BadInput.post;
import static io.signalcoherence.launcher.badinput.BadInput.signal;
import static io.signalcoherence.launcher.badinput.BadInput.toApi;
import static io.signalcoherence.launcher.badinput.BadInput.toManagement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Bodies and parameters that are not as they should be, in requests that are. */
final class BadBodies {

  private static final String MALFORMED = "400 signal-malformed";
  private static final String INVALID = "422 signal-invalid";
  private static final String PARAMETER = "400 bad-parameter";
  private static final String GZIP = JSON + "Content-Encoding: gzip\r\n";
  private static final String BODY = signal("bad", "b");
  private static final byte[] MARK = ascii("\u00ef\u00bb\u00bf");

  private BadBodies() {}

  static List<BadInput> signals() {
    return List.of(
        json("an empty body", MALFORMED, ""),
        json("null", MALFORMED, "null"),
        json("a truncated object", MALFORMED, BODY.substring(0, 40)),
        json("something after the end", MALFORMED, BODY + "{}"),
        json("a trailing comma", MALFORMED, BODY.replace("}", ",}")),
        json("a comment", MALFORMED, "/* */" + BODY),
        json("a duplicate key", MALFORMED, BODY.replace("}", ",\"value\":0.5}")),
        json("a duplicate key, escaped", MALFORMED, BODY.replace("}", ",\"\\u0076alue\":0.5}")),
        json("a duplicate key within attributes", MALFORMED, attributes("{\"a\":1,\"a\":2}")),
        json("an unknown field", MALFORMED, BODY.replace("}", ",\"wieght\":1}")),
        json("a field of another type", MALFORMED, value("\"0.5\"")),
        json("NaN", MALFORMED, value("NaN")),
        json("Infinity", MALFORMED, value("Infinity")),
        json("1e999999999", INVALID, value("1e999999999")),
        json("1e-999999999", "201", value("1e-999999999").replace("bad", "good")),
        json("1e99999999999999999999", MALFORMED, value("1e99999999999999999999")),
        json("a number of 1,000,000 digits", MALFORMED, value("1".repeat(1_000_000))).within(16),
        json("a number that begins with 0", MALFORMED, value("00.5")));
  }

  static List<BadInput> values() {
    return List.of(
        json("a value out of its range", INVALID, value("1.5")),
        json("a weight of 0", INVALID, BODY.replace("}", ",\"weight\":0}")),
        json("a signal too old", "422 too-old", BODY.replace("2025-06-01", "2023-06-01")),
        json("a signal before 2000", INVALID, BODY.replace("2025-06-01", "1999-06-01")),
        json("a signal too new", "422 too-new", BODY.replace("2025-06-01", "2025-06-02")),
        json("a day that is none", INVALID, BODY.replace("2025-06-01", "2025-02-30")),
        json("a time without offset", INVALID, BODY.replace("00Z", "00")),
        json("an unknown tenant", "404 unknown-tenant", BODY.replace(":\"t\"", ":\"u\"")),
        json("a control character in an id", INVALID, BODY.replace("\"b\"", "\"\\u0000\"")),
        json("a lone surrogate, escaped", INVALID, BODY.replace("\"b\"", "\"\\ud800\"")),
        json("a lone surrogate in attributes", INVALID, attributes("{\"a\":\"\\udc00\"}")),
        json(
            "an id of 100,000 characters",
            INVALID,
            BODY.replace("\"b\"", "\"" + "b".repeat(100_000) + "\"")),
        json("attributes of 17 KiB", INVALID, attributes("{\"a\":\"" + "a".repeat(17_000) + "\"}")),
        json(
            "attributes 65 levels deep",
            MALFORMED,
            attributes("{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}")),
        json("100,000 levels of arrays", "400 malformed-json", "[".repeat(100_000)),
        json("100,000 levels of objects", MALFORMED, "{\"a\":".repeat(100_000)),
        json("a truncated array", "400 malformed-json", "[" + BODY + ","),
        json("10,001 items", "413 too-many-items", "[" + "1,".repeat(10_000) + "1]").within(16),
        json(
            "an array with one good item",
            "207",
            "[" + BODY.replace("0.5", "2") + "," + signal("good", "array") + "]"));
  }

  static List<BadInput> encodings() {
    return List.of(
        toApi(
            "bytes that are no UTF-8", MALFORMED, post(JSON, BODY.replace("\"b\"", "\"\u00ff\""))),
        toApi("an overlong form", MALFORMED, post(JSON, BODY.replace("\"b\"", "\"\u00c0\u00af\""))),
        toApi(
            "a surrogate as bytes",
            MALFORMED,
            post(JSON, BODY.replace("\"b\"", "\"\u00ed\u00a0\u0080\""))),
        toApi("a byte order mark", MALFORMED, post(JSON, join(MARK, ascii(BODY)))),
        toApi("UTF-16", MALFORMED, post(JSON, BODY.getBytes(StandardCharsets.UTF_16BE))),
        toApi(
            "UTF-16 with its mark", MALFORMED, post(JSON, BODY.getBytes(StandardCharsets.UTF_16))));
  }

  static List<BadInput> gzipped() {
    byte[] packed = gzip(ascii(BODY));
    return List.of(
        toApi(
            "gzip: two good lines, cut short",
            "400 bad-encoding",
            post(
                GZIP.replace("json", "x-ndjson"),
                Arrays.copyOf(gzip(ascii(BODY + "\n" + BODY + "\n")), 80))),
        toApi("gzip: no gzip at all", "400 bad-encoding", post(GZIP, BODY)),
        toApi(
            "gzip: cut short",
            "400 bad-encoding",
            post(GZIP, Arrays.copyOf(packed, packed.length - 9))),
        toApi(
            "gzip: another checksum",
            "400 bad-encoding",
            post(GZIP, changed(packed, packed.length - 6))),
        toApi(
            "gzip: another length",
            "400 bad-encoding",
            post(GZIP, changed(packed, packed.length - 1))),
        toApi("gzip: another method", "400 bad-encoding", post(GZIP, changed(packed, 2))),
        toApi(
            "gzip: something after the end",
            "400 bad-encoding",
            post(GZIP, join(packed, ascii("more than ten bytes")))),
        toApi(
            "gzip: one byte after the end",
            "400 bad-encoding",
            post(GZIP, join(packed, new byte[1]))),
        toApi("gzip: two members, two signals", MALFORMED, post(GZIP, join(packed, packed))),
        toApi("gzip: packed twice", MALFORMED, post(GZIP, gzip(packed))),
        toApi(
                "gzip: 60 KiB that unpack to 60 MiB",
                "413 body-too-large",
                post(GZIP, gzip(new byte[60 << 20])))
            .within(96));
  }

  static List<BadInput> types() {
    byte[] packed = gzip(ascii(BODY));
    return List.of(
        toApi(
            "two content encodings",
            "415 unsupported-encoding",
            post(JSON + "Content-Encoding: gzip, gzip\r\n", packed)),
        toApi(
            "two fields of content encoding",
            "415 unsupported-encoding",
            post(GZIP + "Content-Encoding: gzip\r\n", packed)),
        toApi(
            "brotli", "415 unsupported-encoding", post(JSON + "Content-Encoding: br\r\n", packed)),
        toApi("no type", "415 unsupported-media-type", post("", BODY)),
        toApi(
            "a form",
            "415 unsupported-media-type",
            post("Content-Type: application/x-www-form-urlencoded\r\n", BODY)),
        toApi(
            "another charset",
            "415 unsupported-media-type",
            post("Content-Type: application/json;charset=utf-16\r\n", BODY)),
        toApi(
            "two types",
            "415 unsupported-media-type",
            post(JSON + "Content-Type: text/plain\r\n", BODY)),
        toApi("no length", "411 length-required", BadInput.POST + BadInput.LOCAL + JSON + "\r\n"),
        toApi(
            "6 MiB announced",
            "413 body-too-large, closed",
            BadInput.POST + BadInput.LOCAL + JSON + "Content-Length: 6291456\r\n\r\n"));
  }

  static List<BadInput> reads() {
    String tenant = "/v1/coherence/tenants/";
    String threshold = tenant + "t/dissent?threshold=";
    return List.of(
        toApi("a broken escape", PARAMETER, get(tenant + "t%2")),
        toApi("an escape that is no hexadecimal", PARAMETER, get(tenant + "%zz")),
        toApi("escaped bytes that are no UTF-8", PARAMETER, get(tenant + "%ff")),
        toApi("an escaped overlong form", PARAMETER, get(tenant + "%c0%af")),
        toApi("an escaped NUL", PARAMETER, get(tenant + "%00")),
        toApi("a tenant of 8,000 characters", PARAMETER, get(tenant + "a".repeat(8000))),
        toApi("dots in the path", "404 not-found", get(tenant + "../t")),
        toApi("an unknown parameter", PARAMETER, get(tenant + "t?asof=1")),
        toApi("a parameter twice", PARAMETER, get(tenant + "t?top=1&top=1")),
        toApi("a number out of its range", PARAMETER, get(tenant + "t?top=-1")),
        toApi("a number of many digits", PARAMETER, get(tenant + "t?top=" + "9".repeat(99))),
        toApi("a time that is none", PARAMETER, get(tenant + "t?asOf=now")),
        toApi("a threshold of 0", PARAMETER, get(threshold + "0")),
        toApi("a threshold of 7,000 digits", PARAMETER, get(threshold + "0." + "3".repeat(7000))),
        toApi("a threshold with a huge exponent", PARAMETER, get(threshold + "1e999999999")),
        toApi("a trail of no admission", PARAMETER, get(tenant + "t/trail")),
        toApi(
            "a trail of a UUID of another form",
            PARAMETER,
            get(tenant + "t/trail?provenance_id=1-2-7003-8-5")),
        toApi("a token that is none", PARAMETER, get(tenant + "t?atLeast=AAAA")),
        toApi(
            "a look-up without its key",
            PARAMETER,
            get("/v1/coherence/signals/lookup?tenant_id=t")),
        toApi(
            "a look-up with an empty id",
            PARAMETER,
            get("/v1/coherence/signals/lookup?tenant_id=&source=s&signal_id=i&ts=x")),
        toApi(
            "an Accept without JSON",
            "406 not-acceptable",
            get(tenant + "t").replace("\r\n\r\n", "\r\nAccept: text/html\r\n\r\n")));
  }

  static List<BadInput> management() {
    return List.of(
        toManagement(
            "management: text that is no HTTP", "400 bad-request, closed", "hello\r\n\r\n"),
        toManagement(
            "management: another method",
            "405 method-not-allowed",
            "POST" + get("/livez").substring(3)),
        toManagement(
            "management: two lengths",
            "400 bad-request, closed",
            get("/livez")
                .replace("\r\n\r\n", "\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")),
        toManagement(
            "management: a resource of the API", "404 not-found", get("/v1/coherence/tenants/t")));
  }

  private static BadInput json(String name, String answer, String body) {
    return toApi(name, answer, post(JSON, body));
  }

  private static String value(String number) {
    return BODY.replace("0.5", number);
  }

  private static String attributes(String json) {
    return BODY.substring(0, BODY.length() - 1) + ",\"attributes\":" + json + "}";
  }

  private static byte[] changed(byte[] packed, int at) {
    byte[] copy = packed.clone();
    copy[at] ^= 0x55;
    return copy;
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
