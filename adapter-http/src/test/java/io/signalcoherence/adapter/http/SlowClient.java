package io.signalcoherence.adapter.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends little by little, or without end, until it is answered or cut off. */
final class SlowClient implements Closeable {

  private static final int PAUSE_MILLIS = 10;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final long MOST_POURED = 1L << 30;
  private static final Pattern STATUS = Pattern.compile("HTTP/1[.]1 (\\d{3}) ");
  private static final Pattern PROBLEM = Pattern.compile("/problems/([a-z-]+)\"");

  private final Socket socket = new Socket();
  private final PushbackInputStream in;
  private boolean ended;

  /**
   * Connects.
   *
   * @param room for bytes that came in and were not read; 0 for as much as is usual
   */
  SlowClient(InetSocketAddress address, int room) throws IOException {
    if (room > 0) {
      socket.setReceiveBufferSize(room);
    }
    socket.setTcpNoDelay(true);
    socket.connect(address, PATIENCE_MILLIS);
    in = new PushbackInputStream(socket.getInputStream());
  }

  SlowClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  SlowClient send(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException e) {
      ended = true;
    }
    return this;
  }

  SlowClient finishSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Sends these bytes over and over, one at a time with a pause, until something comes back. */
  SlowClient dribble(String bytes) throws IOException {
    for (int i = 0; !hears(); i++) {
      send(bytes.substring(i % bytes.length(), i % bytes.length() + 1));
    }
    return this;
  }

  /** Sends these bytes over and over, as fast as it can, until something comes back. */
  SlowClient pour(String bytes) throws IOException {
    byte[] block = bytes.repeat(1 + 16_384 / bytes.length()).getBytes(StandardCharsets.ISO_8859_1);
    for (long poured = 0; !ended && in.available() == 0; poured += block.length) {
      if (poured > MOST_POURED) {
        throw new AssertionError("still read after " + poured + " bytes");
      }
      send(block);
    }
    return this;
  }

  /** Sends these bytes over and over, and reads nothing, until the connection is cut. */
  String pourDeaf(String bytes) throws IOException {
    byte[] block = bytes.getBytes(StandardCharsets.ISO_8859_1);
    while (!ended) {
      send(block);
    }
    return "closed";
  }

  /**
   * What comes back until the connection ends, or until the first answer that leaves it open; such
   * as {@code 408 request-timeout, closed}.
   */
  String outcome() throws IOException {
    return outcome(false);
  }

  /** What comes back until the connection ends, whatever the answers say of it. */
  String outcomeToTheEnd() throws IOException {
    return outcome(true);
  }

  private String outcome(boolean toTheEnd) throws IOException {
    StringBuilder came = new StringBuilder();
    socket.setSoTimeout(PATIENCE_MILLIS);
    byte[] part = new byte[1 << 16];
    try {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        came.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
        if (!toTheEnd && isWhole(came) && came.indexOf("connection: close") < 0) {
          return told(came);
        }
      }
    } catch (SocketException e) {
      // cut off with bytes of ours unread
    }
    return came.isEmpty() ? "closed" : told(came) + ", closed";
  }

  /** Reads so many answers. */
  String outcome(int answers) throws IOException {
    StringBuilder came = new StringBuilder();
    socket.setSoTimeout(PATIENCE_MILLIS);
    byte[] part = new byte[1 << 16];
    int count = 0;
    while (count < answers) {
      int read = in.read(part);
      if (read < 0) {
        return "closed after " + count + " answers";
      }
      came.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
      count = (int) STATUS.matcher(came).results().count();
    }
    return answers + " answers";
  }

  private static boolean isWhole(CharSequence came) {
    return came.toString().matches("(?s).*\r\n\r\n\\{.*}");
  }

  private static String told(CharSequence came) {
    List<String> told = new ArrayList<>();
    Matcher status = STATUS.matcher(came);
    Matcher problem = PROBLEM.matcher(came);
    while (status.find()) {
      boolean interim = status.group(1).equals("100");
      boolean explained = !interim && problem.find();
      told.add(status.group(1) + (explained ? " " + problem.group(1) : ""));
    }
    return String.join(", ", told);
  }

  /** Waits a moment for something to come back, or the end. */
  private boolean hears() throws IOException {
    if (ended) {
      return true;
    }
    socket.setSoTimeout(PAUSE_MILLIS);
    try {
      int first = in.read();
      if (first >= 0) {
        in.unread(first);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      ended = true;
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
