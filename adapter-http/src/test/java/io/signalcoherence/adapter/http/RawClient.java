package io.signalcoherence.adapter.http;

import io.signalcoherence.adapter.http.description.Answered;
import io.signalcoherence.adapter.http.description.Dialogue;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client that sends just the bytes it is given and reads one answer at a time, which must be one
 * that the surface's OpenAPI document describes.
 */
final class RawClient implements Closeable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final Dialogue dialogue;

  /**
   * One answer.
   *
   * @param status its status
   * @param headers by lower-case name
   * @param body its body as text
   */
  record Answer(int status, Map<String, String> headers, String body) {

    String type() {
      int at = body.indexOf("/problems/");
      return at < 0 ? "" : body.substring(at + 10, body.indexOf('"', at));
    }

    boolean closes() {
      return "close".equals(headers.get("connection"));
    }
  }

  /** Of a server with the limits that hold by default. */
  RawClient(InetSocketAddress address) throws IOException {
    this(address, 0, new Dialogue());
  }

  /**
   * A client.
   *
   * @param room for bytes that came in and were not read; 0 for as much as is usual
   * @param dialogue judges the answers
   */
  RawClient(InetSocketAddress address, int room, Dialogue dialogue) throws IOException {
    this.dialogue = dialogue;
    socket = new Socket();
    if (room > 0) {
      socket.setReceiveBufferSize(room);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(address, PATIENCE_MILLIS);
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    dialogue.sent(bytes);
    write(bytes);
    return this;
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  RawClient finishSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads one answer. */
  Answer read() throws IOException {
    return read(true);
  }

  /** Reads the answer to HEAD. */
  Answer readHead() throws IOException {
    return read(false);
  }

  private Answer read(boolean withBody) throws IOException {
    String[] statusLine = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
    String body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    int status = Integer.parseInt(statusLine[1]);
    dialogue.answered(
        new Answered(status, headers, withBody ? Optional.of(body) : Optional.empty()));
    return new Answer(status, headers, body);
  }

  /** Whether the server has ended the connection, without a byte more. */
  boolean isEnded() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("ended within a line: " + line.toString(StandardCharsets.UTF_8));
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Sends all, ends the sending, and reads until the server has ended its side. */
  String sendAndReadAll(byte[] bytes) throws IOException {
    try {
      send(bytes).finishSending();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException e) {
      return "reset";
    }
  }

  /** Sends the same again and again, and reads nothing, until the connection is cut. */
  void sendUntilCut(byte[] bytes) {
    try {
      while (true) {
        write(bytes);
      }
    } catch (IOException e) {
      // cut, as it was to be
    }
  }

  /** Ends the connection now, before the client goes out of scope. */
  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
