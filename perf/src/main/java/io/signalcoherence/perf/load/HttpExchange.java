package io.signalcoherence.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One keep-alive connection with at most one request in flight. Used by the driver's thread alone.
 */
final class HttpExchange {

  private final InetSocketAddress target;
  private final Selector selector;
  private final ResponseReader response = new ResponseReader();
  private SocketChannel channel;
  private SelectionKey key;
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean busy;
  private long intendedNanos;
  private long signals;

  private HttpExchange(InetSocketAddress target, Selector selector, SocketChannel channel)
      throws IOException {
    this.target = target;
    this.selector = selector;
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  static HttpExchange connect(InetSocketAddress target, Selector selector) throws IOException {
    return new HttpExchange(target, selector, open(target));
  }

  private static SocketChannel open(InetSocketAddress target) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(target, 2_000);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Sends a request; what the socket does not take at once is kept for {@link #continueSending}.
   */
  void send(ByteBuffer request, long intended, long count) throws IOException {
    if (busy) {
      throw new IllegalStateException("one request at a time");
    }
    response.reset();
    intendedNanos = intended;
    signals = count;
    busy = true;
    channel.write(request);
    if (request.hasRemaining()) {
      unsent = ByteBuffer.allocate(request.remaining()).put(request).flip();
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  void continueSending() throws IOException {
    channel.write(unsent);
    if (!unsent.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Reads what is there; true when the answer is whole. */
  boolean receive(ByteBuffer scratch) throws IOException {
    while (true) {
      scratch.clear();
      int count = channel.read(scratch);
      if (count < 0) {
        throw new IOException("closed by the server");
      }
      if (count == 0) {
        return false;
      }
      scratch.flip();
      if (!busy) {
        throw new IOException("an answer that nobody asked for");
      }
      if (response.take(scratch)) {
        busy = false;
        return true;
      }
    }
  }

  void reconnect() throws IOException {
    close();
    busy = false;
    channel = open(target);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void close() throws IOException {
    key.cancel();
    channel.close();
  }

  ResponseReader response() {
    return response;
  }

  boolean isBusy() {
    return busy;
  }

  long intendedNanos() {
    return intendedNanos;
  }

  long signals() {
    return signals;
  }
}
