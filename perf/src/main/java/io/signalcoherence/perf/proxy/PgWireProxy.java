package io.signalcoherence.perf.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy before one PostgreSQL server, on a free port of the loopback interface.
 *
 * <p>Two threads a connection; messages are read whole, so a cut falls between messages.
 * Connections are plain: a server that agrees to TLS or GSS encryption is refused. All methods may
 * be called by any thread; a change holds for connections that are open already.
 */
public final class PgWireProxy implements AutoCloseable {

  private final InetSocketAddress server;
  private final CutPlan plan;
  private final Weather weather = new Weather();
  private final ServerSocket listener;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

  private PgWireProxy(InetSocketAddress server, CutPlan plan, ServerSocket listener) {
    this.server = server;
    this.plan = plan;
    this.listener = listener;
  }

  /**
   * Starts a proxy.
   *
   * @param server where PostgreSQL listens
   * @param plan which COMMITs are cut
   * @throws IOException when no port can be had
   */
  public static PgWireProxy start(InetSocketAddress server, CutPlan plan) throws IOException {
    ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    PgWireProxy proxy = new PgWireProxy(server, plan, listener);
    Thread acceptor = new Thread(proxy::accept, "pg-proxy-accept");
    acceptor.setDaemon(true);
    acceptor.start();
    return proxy;
  }

  /** The port to connect to, on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Delays every message, in both directions, by {@code each}. */
  public void delay(Duration each) {
    weather.delay(each);
  }

  /** While on, messages are kept and connections stay open: a network that swallows everything. */
  public void blackhole(boolean on) {
    weather.blackhole(on);
  }

  /** While on, new connections are closed at once. */
  public void refuse(boolean on) {
    refusing = on;
  }

  /** Cuts every open connection, wherever it stands. */
  public void cutAll() {
    connections.forEach(ProxiedConnection::close);
  }

  /** Connections that are open now. */
  public int openConnections() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    weather.blackhole(false);
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

  private void admit(Socket client) throws IOException {
    if (refusing) {
      client.close();
      return;
    }
    Socket upstream = new Socket();
    try {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      upstream.connect(server, 5_000);
    } catch (IOException e) {
      client.close();
      upstream.close();
      throw e;
    }
    ProxiedConnection connection = new ProxiedConnection(client, upstream, plan, weather);
    connections.add(connection);
    connection.start(() -> connections.remove(connection));
  }
}
