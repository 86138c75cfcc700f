package io.signalcoherence.adapter.http;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running HTTP surface: one listener for the API, one for management. Its event loops never
 * wait: ports are called that answer later, and what takes long runs on workers of its own.
 */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int WAITING_BODIES = 1_024;
  private static final int WAITING_SCRAPES = 8;

  private final HttpConfig config;
  private final ExecutorService bodies;
  private final ExecutorService scrapes;
  private final Listener api;
  private final Listener management;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private HttpServer(HttpConfig config, HttpPorts ports) {
    this.config = config;
    this.bodies = workers("http-bodies", config.eventLoops(), WAITING_BODIES);
    this.scrapes = workers("http-scrapes", 1, WAITING_SCRAPES);
    Transport transport = Transport.best();
    Surface managementSurface =
        new Surface(
            Routes.management(ports.management()),
            config,
            new Budget(config.load()),
            ports.observer(),
            scrapes);
    management =
        Listener.bind("http.management", config.management(), 1, transport, managementSurface);
    try {
      Surface apiSurface =
          new Surface(
              Routes.api(ports, config, bound(config.management(), management)),
              config,
              new Budget(config.load()),
              ports.observer(),
              bodies);
      api = Listener.bind("http.api", config.api(), config.eventLoops(), transport, apiSurface);
    } catch (RuntimeException e) {
      management.stop(config.deadlines().stop());
      throw e;
    }
    // Who reads that we are ready may send at once, so management speaks last.
    api.serve();
    management.serve();
    LOG.atInfo()
        .addKeyValue("op", "listen")
        .addKeyValue("api", api.address())
        .addKeyValue("management", management.address())
        .addKeyValue("transport", transport.name())
        .log("listening");
  }

  /**
   * Binds both listeners, then serves; management answers only once the API takes connections.
   *
   * @throws ListenException if an address can't be bound; nothing is left running
   */
  public static HttpServer start(HttpConfig config, HttpPorts ports) {
    return new HttpServer(config, ports);
  }

  /** Where the API listens; its port is the real one, also if a free one was asked for. */
  public InetSocketAddress apiAddress() {
    return api.address();
  }

  /** Where management listens. */
  public InetSocketAddress managementAddress() {
    return management.address();
  }

  /**
   * Stops: takes no new connection, answers the requests under way, closes each connection with its
   * last answer, and cuts what is still open after {@link HttpDeadlines#stop()}. Management answers
   * until the API has ended. Blocks; call it while the ports still work. Further calls do nothing.
   */
  @Override
  public void close() {
    if (stopped.compareAndSet(false, true)) {
      api.stop(config.deadlines().stop());
      management.stop(config.deadlines().stop());
      bodies.shutdownNow();
      scrapes.shutdownNow();
    }
  }

  /** Where a listener is, by the host that was asked for and the port that it got. */
  private static HttpAddress bound(HttpAddress asked, Listener listener) {
    return new HttpAddress(asked.host(), listener.address().getPort());
  }

  private static ExecutorService workers(String name, int threads, int waiting) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            new DefaultThreadFactory(name, true));
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }
}
