package io.signalcoherence.perf.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Asks one thing again and again over a few keep-alive connections, each of which asks anew when it
 * has its answer. Latency counts from the sending, so it tells what an answer costs, not how load
 * is borne.
 */
public final class ClosedLoop {

  private static final long LONGEST_MICROS = 600_000_000L;
  private static final int LONGEST_SILENCE_MILLIS = 60_000;

  private final InetSocketAddress target;
  private final int connections;

  /**
   * A loop to one service.
   *
   * @param target where it listens
   * @param connections how many ask at once, at least 1
   */
  public ClosedLoop(InetSocketAddress target, int connections) {
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: >= 1)");
    }
    this.target = target;
    this.connections = connections;
  }

  /**
   * Asks for so long.
   *
   * @param path the request's target, such as {@code /v1/x?y=z}
   * @return the latency of all answers
   * @throws IOException if an answer is not 200, or none
   */
  public LoadResult.Latency get(String path, Duration length) throws IOException {
    byte[] request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + target.getHostString()
                + ":"
                + target.getPort()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long end = System.nanoTime() + length.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Histogram>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        parts.add(threads.submit(() -> loop(request, end)));
      }
      Histogram all = new Histogram(LONGEST_MICROS, 3);
      for (Future<Histogram> part : parts) {
        all.add(part.get());
      }
      return LoadResult.Latency.of(all);
    } catch (ExecutionException e) {
      throw new IOException(path + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Histogram loop(byte[] request, long end) throws IOException {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    ResponseReader response = new ResponseReader();
    try (Socket socket = new Socket(target.getAddress(), target.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      while (System.nanoTime() - end < 0) {
        long began = System.nanoTime();
        out.write(request);
        receive(in, response);
        micros.recordValue((System.nanoTime() - began) / 1000);
        if (response.status() != 200) {
          throw new IOException("status " + response.status());
        }
      }
    }
    return micros;
  }

  private static void receive(InputStream in, ResponseReader response) throws IOException {
    byte[] bytes = new byte[1 << 14];
    response.reset();
    int count = in.read(bytes);
    while (count >= 0) {
      if (response.take(ByteBuffer.wrap(bytes, 0, count))) {
        return;
      }
      count = in.read(bytes);
    }
    throw new IOException("closed by the server");
  }
}
