package io.signalcoherence.launcher.badinput;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One input that is not as it should be.
 *
 * @param name what is wrong with it
 * @param answer what it is answered with, in the words of {@link Caller}
 * @param text what is sent, a character a byte
 * @param port where it is sent
 * @param mebibytes the most that the server and the engine may allocate on the heap for it
 */
record BadInput(String name, String answer, String text, Port port, int mebibytes) {

  /** The listeners. */
  enum Port {
    API,
    MANAGEMENT
  }

  private static final int USUAL = 4;

  static final String LOCAL = "Host: localhost\r\n";
  static final String JSON = "Content-Type: application/json\r\n";
  static final String POST = "POST /v1/coherence/signals HTTP/1.1\r\n";

  /** A request that must never be served: it stands where only a body may stand. */
  static final String SMUGGLED = post(JSON, signal("bad", "smuggled"));

  /** To the API, a character a byte. */
  static BadInput toApi(String name, String answer, String text) {
    return new BadInput(name, answer, text, Port.API, USUAL);
  }

  static BadInput toApi(String name, String answer, byte[] bytes) {
    return toApi(name, answer, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  static BadInput toManagement(String name, String answer, String text) {
    return new BadInput(name, answer, text, Port.MANAGEMENT, USUAL);
  }

  BadInput within(int most) {
    return new BadInput(name, answer, text, port, most);
  }

  static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\n" + LOCAL + "\r\n";
  }

  static String post(String headers, String body) {
    return POST + LOCAL + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  static byte[] post(String headers, byte[] body) {
    return join(
        ascii(POST + LOCAL + headers + "Content-Length: " + body.length + "\r\n\r\n"), body);
  }

  byte[] bytes() {
    return ascii(text);
  }

  /** A good signal of a source. */
  static String signal(String source, String id) {
    return "{\"tenant_id\":\"t\",\"source\":\"%s\",\"signal_id\":\"%s\",".formatted(source, id)
        + "\"ts\":\"2025-06-01T12:00:00Z\",\"type\":\"cpu\",\"value\":0.5}";
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
