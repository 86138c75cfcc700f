package io.signalcoherence.adapter.neo4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and a server and cuts a connection before the last statement of a change,
 * so that no COMMIT was sent, or when the server has answered the COMMIT, before that answer is
 * passed on. Or it passes nothing on, and keeps the connections.
 */
final class BoltProxy implements AutoCloseable {

  /** When to cut the next connection that comes so far. */
  enum Cut {
    NEVER,
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  /** A message of one chunk: a structure without fields whose tag is that of COMMIT. */
  private static final byte[] COMMIT = {0, 2, (byte) 0xB0, 0x12, 0, 0};

  private static final int SUCCESS = 0x70;

  private final ServerSocket listener;
  private final URI server;
  private final AtomicReference<Cut> cut = new AtomicReference<>(Cut.NEVER);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile CountDownLatch thaw = new CountDownLatch(0);

  BoltProxy(URI server) {
    this.server = server;
    try {
      listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  URI uri() {
    return URI.create("bolt://127.0.0.1:" + listener.getLocalPort());
  }

  void cutNext(Cut moment) {
    cut.set(moment);
  }

  void down() {
    down = true;
    sockets.forEach(BoltProxy::shut);
  }

  void up() {
    down = false;
  }

  /** Passes nothing on until {@link #thaw}, and tells nobody. */
  void freeze() {
    thaw = new CountDownLatch(1);
  }

  void thaw() {
    thaw.countDown();
  }

  @Override
  public void close() {
    thaw();
    down();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "bolt-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (down) {
          shut(client);
          continue;
        }
        Socket target = new Socket(server.getHost(), server.getPort());
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(target);
        Link link = new Link(client, target);
        start("up", link::requests);
        start("down", link::answers);
      } catch (IOException e) {
        sockets.forEach(BoltProxy::shut);
      }
    }
  }

  /** One connection. */
  private final class Link {

    private final Socket client;
    private final Socket target;
    private volatile boolean swallowing;

    Link(Socket client, Socket target) {
      this.client = client;
      this.target = target;
    }

    /** Passes on what the client sends, and knows a COMMIT. */
    void requests() {
      byte[] buffer = new byte[65_536];
      try {
        InputStream in = client.getInputStream();
        OutputStream out = target.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          thaw.await();
          if (isLastStatement(buffer, read) && cut.compareAndSet(Cut.BEFORE_COMMIT, Cut.NEVER)) {
            return;
          }
          swallowing |=
              endsWith(buffer, read, COMMIT) && cut.compareAndSet(Cut.AFTER_COMMIT, Cut.NEVER);
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException e) {
        down |= false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        end();
      }
    }

    void answers() {
      byte[] buffer = new byte[65_536];
      try {
        InputStream in = target.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          thaw.await();
          if (swallowing) {
            if (holds(buffer, read, SUCCESS)) {
              return;
            }
            continue;
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException e) {
        down |= false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        end();
      }
    }

    private void end() {
      shut(client);
      shut(target);
      sockets.remove(client);
      sockets.remove(target);
    }
  }

  /** A change says last how far the graph goes by it. */
  private static boolean isLastStatement(byte[] buffer, int length) {
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("SET p.cursor");
  }

  private static boolean endsWith(byte[] buffer, int length, byte[] tail) {
    return length >= tail.length
        && Arrays.equals(buffer, length - tail.length, length, tail, 0, tail.length);
  }

  private static boolean holds(byte[] buffer, int length, int tag) {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == tag) {
        return true;
      }
    }
    return false;
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
