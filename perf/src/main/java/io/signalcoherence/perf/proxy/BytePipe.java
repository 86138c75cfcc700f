package io.signalcoherence.perf.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy before one server, on a free port of the loopback interface, which carries bytes and
 * knows nothing of what they mean.
 *
 * <p>Two threads a connection. All methods may be called by any thread; a change holds for
 * connections that are open already. A connection that begins while everything is swallowed is
 * carried once that ends, if the client still waits.
 */
public final class BytePipe implements AutoCloseable {

  private static final int CHUNK = 1 << 14;
  private static final int CONNECT_MILLIS = 5_000;

  private final Weather weather = new Weather();
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Socket> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong met = new AtomicLong();
  private final int server;
  private volatile boolean refusing;

  private BytePipe(int server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
  }

  /**
   * Starts a pipe; nobody need listen behind it yet.
   *
   * @param server the port on 127.0.0.1 that it leads to
   * @throws IOException when no port can be had
   */
  public static BytePipe start(int server) throws IOException {
    ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    BytePipe pipe = new BytePipe(server, listener);
    thread("byte-pipe-accept", pipe::accept);
    return pipe;
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The port to connect to, on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How often a connection or a piece of what was sent was delayed, kept, cut or refused. */
  public long met() {
    return met.get();
  }

  /** Delays every piece of what is sent, in both directions, by {@code each}. */
  public void delay(Duration each) {
    weather.delay(each);
  }

  /** While on, everything is kept and connections stay open: a network that swallows it. */
  public void blackhole(boolean on) {
    weather.blackhole(on);
    for (Socket client = on ? null : waiting.poll(); client != null; client = waiting.poll()) {
      admit(client);
    }
  }

  /** While on, new connections are closed at once. */
  public void refuse(boolean on) {
    refusing = on;
  }

  /** Cuts every open connection. */
  public void cutAll() {
    for (Socket each : open) {
      met.incrementAndGet();
      end(each);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    refusing = true;
    blackhole(false);
    cutAll();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        // The listener was closed, or this one client is gone; the loop's condition tells which.
      }
    }
  }

  private void admit(Socket client) {
    if (refusing) {
      met.incrementAndGet();
      end(client);
    } else if (weather.isBlackhole()) {
      met.incrementAndGet();
      waiting.add(client);
      if (!weather.isBlackhole()) {
        blackhole(false); // it ended between the look and the adding
      }
    } else {
      carry(client);
    }
  }

  private void carry(Socket client) {
    Socket upstream = new Socket();
    open.add(client);
    open.add(upstream);
    try {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      upstream.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server), CONNECT_MILLIS);
      thread("byte-pipe-up", () -> pump(client, upstream));
      thread("byte-pipe-down", () -> pump(upstream, client));
    } catch (IOException e) {
      // Nobody listens behind it, which the client is told by the end of its connection.
      end(client);
      end(upstream);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (!weather.isFair()) {
          met.incrementAndGet();
        }
        weather.pass();
        out.write(chunk, 0, read);
      }
    } catch (IOException e) {
      // One side is gone, so the other goes too; that is all a pipe can say about it.
      end(from);
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that can't be closed is of no use to anyone; nothing depends on it.
      return;
    }
  }
}
