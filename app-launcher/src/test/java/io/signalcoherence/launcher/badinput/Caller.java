package io.signalcoherence.launcher.badinput;

import io.signalcoherence.adapter.http.description.Answered;
import io.signalcoherence.adapter.http.description.Dialogue;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes over a socket of its own and says in words what came back, each answer of which must
 * be one that the surface's OpenAPI document describes.
 */
final class Caller implements Closeable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final Dialogue dialogue = new Dialogue();

  /**
   * One answer.
   *
   * @param status its status
   * @param headers by lower-case name
   * @param body its body as text
   */
  record Answer(int status, Map<String, String> headers, String body) {

    /** The slug of its problem; empty if it is none. */
    String problem() {
      int at = body.indexOf("/problems/");
      return at < 0 ? "" : " " + body.substring(at + 10, body.indexOf('"', at));
    }

    boolean isLast() {
      return "close".equals(headers.get("connection"));
    }
  }

  Caller(InetSocketAddress address) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(address, PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  Caller send(byte[] bytes) throws IOException {
    dialogue.sent(bytes);
    try {
      out().write(bytes);
    } catch (SocketException e) {
      // refused before all was sent; the answer is still to be read
    }
    return this;
  }

  /**
   * What came back, such as {@code 400 bad-request, closed}: the answers, and whether the
   * connection ended after them. One that goes on must serve a good request.
   */
  String outcome(byte[] good) throws IOException {
    List<String> told = new ArrayList<>();
    try {
      Answer answer = read();
      while (answer != null) {
        told.add(answer.status() + answer.problem());
        if (!answer.isLast()) {
          send(good);
          answer = read();
          return String.join(", ", told) + (answer == null ? ", cut" : next(answer));
        }
        answer = read();
      }
    } catch (SocketException e) {
      told.add("reset");
    }
    told.add("closed");
    return String.join(", ", told);
  }

  private static String next(Answer answer) {
    return answer.status() == 404 && answer.problem().endsWith("not-found")
        ? ""
        : ", then " + answer.status() + answer.problem();
  }

  /** The next answer; null at the end of the connection. */
  @Nullable Answer read() throws IOException {
    String first = line();
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    dialogue.answered(new Answered(status, headers, Optional.of(body)));
    return new Answer(status, headers, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
