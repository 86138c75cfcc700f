package io.signalcoherence.perf.proxy;

import io.signalcoherence.perf.proxy.CutPlan.CutDecision;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client with its server connection. One thread carries what the client says, one what the
 * server says.
 *
 * <p>A cut resets the client's side. The server's side is closed in an orderly way, after what was
 * forwarded has been read, so that the kernel can't throw away a COMMIT which the proxy has counted
 * as sent.
 */
final class ProxiedConnection {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int CANCEL_REQUEST = 80877102;
  private static final int BUFFER = 1 << 16;

  private final Socket client;
  private final Socket server;
  private final CutPlan plan;
  private final Weather weather;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Whether the server's next "COMMIT" completion is to be swallowed; set before the COMMIT is
   * forwarded.
   */
  private volatile boolean swallowCompletion;

  /** Whether the client has been cut: what the server still says goes nowhere. */
  private volatile boolean clientGone;

  ProxiedConnection(Socket client, Socket server, CutPlan plan, Weather weather) {
    this.client = client;
    this.server = server;
    this.plan = plan;
    this.weather = weather;
  }

  void start(Runnable atEnd) {
    Thread up = new Thread(() -> carry(() -> clientToServer(atEnd), atEnd), "pg-proxy-up");
    up.setDaemon(true);
    up.start();
  }

  /** Cuts both sides. */
  void close() {
    resetClient();
    closeQuietly(server);
  }

  private void carry(Carrier carrier, Runnable atEnd) {
    try {
      carrier.run();
    } catch (IOException e) {
      // One side is gone, so the other goes too; that is all a proxy can say about it.
      closeQuietly(server);
    } finally {
      if (!clientGone) {
        closeQuietly(client);
      }
      if (ended.compareAndSet(false, true)) {
        atEnd.run();
      }
    }
  }

  private void clientToServer(Runnable atEnd) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
    OutputStream out = new BufferedOutputStream(server.getOutputStream(), BUFFER);
    if (!open(in, out)) {
      return;
    }
    Thread down = new Thread(() -> carry(this::serverToClient, atEnd), "pg-proxy-down");
    down.setDaemon(true);
    down.start();
    StatementTracker tracker = new StatementTracker(plan);
    while (true) {
      WireMessage message = WireMessage.read(in);
      weather.pass();
      CutDecision decision = tracker.isCandidate(message) ? plan.decide() : CutDecision.NONE;
      if (decision.at(CutMoment.COMMIT_ANSWERED)) {
        swallowCompletion = true;
      } else if (decision.cut()) {
        cutAround(message, decision.moment(), in, out);
        return;
      }
      message.writeTo(out);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  /**
   * Passes on the opening messages; false if this connection is over, as after a cancel request.
   */
  private boolean open(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      WireMessage opening = WireMessage.readOpening(in);
      opening.writeTo(out);
      out.flush();
      int code = opening.code();
      if (code == CANCEL_REQUEST) {
        server.shutdownOutput();
        return false;
      }
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return true;
      }
      int answer = server.getInputStream().read();
      if (answer != 'N') {
        throw new IOException("the server agrees to encryption, which the proxy can't read");
      }
      client.getOutputStream().write(answer);
      client.getOutputStream().flush();
    }
  }

  /**
   * Cuts the client at a COMMIT that has not been forwarded yet, and lets the server have as much
   * as the moment says.
   */
  private void cutAround(WireMessage commit, CutMoment moment, DataInputStream in, OutputStream out)
      throws IOException {
    if (moment == CutMoment.BEFORE_COMMIT) {
      plan.made(moment);
      out.flush();
      resetClient();
      server.shutdownOutput();
      return;
    }
    WireMessage sync = commit.type() == 'E' ? WireMessage.read(in) : null;
    if (moment == CutMoment.COMMIT_HELD_BACK) {
      plan.made(moment);
      clientGone = true;
      resetClient();
      out.flush();
      holdBack();
    }
    clientGone = true;
    commit.writeTo(out);
    if (sync != null) {
      sync.writeTo(out);
    }
    out.flush();
    if (moment == CutMoment.COMMIT_FORWARDED) {
      plan.made(moment);
      resetClient();
    }
    server.shutdownOutput();
  }

  private void holdBack() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(plan.holdBack().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a COMMIT was held back", e);
    }
  }

  private void serverToClient() throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(server.getInputStream(), BUFFER));
    OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER);
    while (true) {
      WireMessage message = WireMessage.read(in);
      if (clientGone) {
        continue;
      }
      weather.pass();
      if (swallowCompletion && message.type() == 'C' && message.text(0).equals("COMMIT")) {
        plan.made(CutMoment.COMMIT_ANSWERED);
        resetClient();
        server.shutdownOutput();
        continue;
      }
      message.writeTo(out);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  private void resetClient() {
    clientGone = true;
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // Already closed: there is nothing left to reset.
      return;
    } finally {
      closeQuietly(client);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that can't be closed is of no use to anyone; nothing depends on it.
      return;
    }
  }

  /** One direction's loop; it ends by an exception or when the connection is over. */
  private interface Carrier {
    void run() throws IOException;
  }
}
