package io.signalcoherence.adapter.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One bound address with its event loops. */
final class Listener {

  private static final int BACKLOG = 4096;
  private static final WriteBufferWaterMark UNSENT =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);
  private static final Duration LOOPS_END = Duration.ofSeconds(5);

  private final EventLoopGroup group;
  private final Map<EventLoop, LoopConnections> loops;
  private final Channel channel;

  private Listener(EventLoopGroup group, Map<EventLoop, LoopConnections> loops, Channel channel) {
    this.group = group;
    this.loops = loops;
    this.channel = channel;
  }

  /**
   * Binds an address. Connections wait until {@link #serve}, none is refused.
   *
   * @param name for threads and messages, such as {@code http.api}
   * @throws ListenException if the address can't be bound
   */
  static Listener bind(
      String name, HttpAddress address, int threads, Transport transport, Surface surface) {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(name, true), transport.handler());
    Map<EventLoop, LoopConnections> loops = new HashMap<>();
    for (EventExecutor executor : group) {
      EventLoop loop = (EventLoop) executor;
      LoopConnections connections = new LoopConnections(loop);
      connections.start(surface.config().deadlines());
      loops.put(loop, connections);
    }
    ChannelFuture bound =
        bootstrap(group, transport, surface, loops)
            .bind(address.toSocketAddress())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Future<?> unused = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new ListenException(name, address, bound.cause());
    }
    return new Listener(group, loops, bound.channel());
  }

  private static ServerBootstrap bootstrap(
      EventLoopGroup group,
      Transport transport,
      Surface surface,
      Map<EventLoop, LoopConnections> loops) {
    return new ServerBootstrap()
        .group(group)
        .channel(transport.server())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel child) {
                LoopConnections home = loops.get(child.eventLoop());
                if (home == null) {
                  throw new IllegalStateException("a loop of another group");
                }
                Connection connection = new Connection(surface, home);
                child
                    .pipeline()
                    .addLast(new RequestDecoder(connection, surface.config().messages()))
                    .addLast(connection);
              }
            });
  }

  /** Takes connections from now on. */
  void serve() {
    channel.config().setAutoRead(true);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Takes no new connection, lets answers under way be sent, and ends, within a deadline. */
  void stop(Duration deadline) {
    channel.close().awaitUninterruptibly();
    Collection<LoopConnections> all = loops.values();
    CountDownLatch open = new CountDownLatch(all.size());
    loops.forEach((loop, connections) -> loop.execute(() -> connections.drain(open::countDown)));
    if (!await(open, deadline)) {
      loops.forEach((loop, connections) -> loop.execute(connections::cut));
    }
    group
        .shutdownGracefully(0, LOOPS_END.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(LOOPS_END.toMillis());
  }

  private static boolean await(CountDownLatch open, Duration deadline) {
    try {
      return open.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
