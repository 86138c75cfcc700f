package io.signalcoherence.adapter.postgres;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and a server and cuts connections at moments that the server's
 * ReadyForQuery messages tell: these carry whether a transaction is open.
 */
final class CuttingProxy implements AutoCloseable {

  /** When to cut the next connection that comes so far. */
  enum Cut {
    NEVER,
    /** The second statement of a transaction was answered, COMMIT was not sent. */
    BEFORE_COMMIT,
    /** The transaction has ended on the server; its answer is swallowed. */
    AFTER_COMMIT
  }

  private static final int READY = 'Z';
  private static final int IN_TRANSACTION = 'T';
  private static final int IDLE = 'I';
  private static final int BOTH_DONE = 2;

  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final AtomicReference<Cut> cut = new AtomicReference<>(Cut.NEVER);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean down;

  CuttingProxy(String host, int port) {
    this.host = host;
    this.port = port;
    try {
      listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + listener.getLocalPort()
        + "/"
        + database
        + "?sslmode=disable&gssEncMode=disable";
  }

  void cutNext(Cut moment) {
    cut.set(moment);
  }

  void down() {
    down = true;
    sockets.forEach(CuttingProxy::shut);
  }

  void up() {
    down = false;
  }

  @Override
  public void close() {
    down();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        join(listener.accept());
      } catch (IOException closed) {
        // the end
      }
    }
  }

  /** Joins a client to the server; what goes wrong with it is no other's concern. */
  private void join(Socket client) {
    sockets.add(client);
    try {
      Socket server = new Socket(host, port);
      sockets.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      start("up", () -> copy(client, server));
      start("down", () -> watch(server, client));
      if (down) {
        end(client, server);
      }
    } catch (IOException e) {
      end(client, client);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // one side has ended
    } finally {
      end(from, to);
    }
  }

  private void watch(Socket server, Socket client) {
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
      OutputStream out = client.getOutputStream();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      int answersInTransaction = 0;
      while (true) {
        int type = in.readByte();
        int length = in.readInt();
        byte[] body = in.readNBytes(length - Integer.BYTES);
        answer.write(type);
        answer.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        answer.writeBytes(body);
        boolean ready = type == READY;
        if (ready && body[0] == IN_TRANSACTION) {
          answersInTransaction++;
          if (answersInTransaction == BOTH_DONE
              && cut.compareAndSet(Cut.BEFORE_COMMIT, Cut.NEVER)) {
            return;
          }
        } else if (ready && body[0] == IDLE) {
          if (answersInTransaction > 0 && cut.compareAndSet(Cut.AFTER_COMMIT, Cut.NEVER)) {
            return;
          }
          answersInTransaction = 0;
        }
        if (ready || in.available() == 0) {
          answer.writeTo(out);
          out.flush();
          answer.reset();
        }
      }
    } catch (IOException e) {
      // one side has ended
    } finally {
      end(server, client);
    }
  }

  private void end(Socket one, Socket other) {
    shut(one);
    shut(other);
    sockets.remove(one);
    sockets.remove(other);
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
