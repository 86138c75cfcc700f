package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.signalcoherence.ports.out.RequestObserver;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sending side of a connection. Lives on its event loop. */
final class Outlet {

  /**
   * How long the peer may take to hang up after the last answer. Closing at once, with bytes of the
   * peer still unread, would reset the connection and could take the answer with it.
   */
  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

  private final LoopConnections loopConnections;
  private final RequestObserver observer;
  private @Nullable ChannelHandlerContext context;
  private boolean flushing;
  private boolean ending;
  private long endingSince;

  Outlet(LoopConnections loopConnections, RequestObserver observer) {
    this.loopConnections = loopConnections;
    this.observer = observer;
  }

  void attach(ChannelHandlerContext ctx) {
    context = ctx;
  }

  void closed() {
    ending = true;
    context = null;
  }

  boolean isOpen() {
    return context != null && !ending;
  }

  /** Whether the last answer was sent. */
  boolean isEnding() {
    return ending;
  }

  boolean hasLingered(long now) {
    return ending && now - endingSince > LINGER_NANOS;
  }

  void send(boolean headOnly, Reply reply, boolean last) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    ByteBuf bytes =
        ReplyEncoder.encode(ctx.alloc(), reply, loopConnections.date(), !headOnly, last);
    if (last) {
      end(ctx, ctx.writeAndFlush(bytes));
    } else {
      ChannelFuture unused = ctx.write(bytes, ctx.voidPromise());
    }
  }

  /** Sends an answer to no request in particular, and ends. */
  void farewell(Reply reply) {
    send(false, reply, true);
  }

  void sendContinue() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ChannelFuture unused = ctx.writeAndFlush(ReplyEncoder.goOn(ctx.alloc()), ctx.voidPromise());
    }
  }

  void flush() {
    if (context != null) {
      context.flush();
    }
  }

  /** Flushes now, or, if more answers may follow at once, after them. */
  void flushSoon(boolean now) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    if (now) {
      ctx.flush();
    } else if (!flushing) {
      flushing = true;
      ctx.executor()
          .execute(
              () -> {
                flushing = false;
                flush();
              });
    }
  }

  void observe(Exchange exchange, Reply reply) {
    HttpMethod method = exchange.request().method();
    observer.answered(
        exchange.routeName(),
        METHODS.contains(method.name()) ? method.name() : "_OTHER",
        reply.status(),
        Duration.ofNanos(System.nanoTime() - exchange.receivedNanos()));
  }

  /** Closes the connection, sent or not. */
  void close() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      // there is nothing to do when it has closed, and nothing can be done if it has not
      ChannelFuture unused = ctx.close();
    }
  }

  private void end(ChannelHandlerContext ctx, ChannelFuture sent) {
    ending = true;
    endingSince = System.nanoTime();
    ChannelFuture unused =
        sent.addListener(
            done -> {
              if (done.isSuccess() && ctx.channel() instanceof DuplexChannel duplex) {
                sayGoodbye(duplex);
              } else {
                close();
              }
            });
  }

  /** Waits for the peer to end its side, unless it has. */
  private void sayGoodbye(DuplexChannel duplex) {
    if (duplex.isInputShutdown()) {
      close();
    } else {
      ChannelFuture unused = duplex.shutdownOutput();
    }
  }
}
