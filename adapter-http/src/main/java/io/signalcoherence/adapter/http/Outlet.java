package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
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

  private static final String OTHER_METHOD = "_OTHER";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

  private final LoopConnections loopConnections;
  private final RequestObserver observer;
  private @Nullable ChannelHandlerContext context;
  private boolean flushing;
  private boolean ending;
  private boolean sent;
  private long sentAt;
  private long unsent;
  private long progressAt = System.nanoTime();

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

  /** Whether the last answer was given to be sent. */
  boolean isEnding() {
    return ending;
  }

  /** Whether the last answer was sent and the peer had its time to hang up. */
  boolean hasLingered(long now) {
    return sent && now - sentAt > LINGER_NANOS;
  }

  /** Notes how much is still to be sent; to be asked now and then. */
  void watch(long now) {
    long left = unsent();
    if (left != unsent) {
      unsent = left;
      progressAt = now;
    }
  }

  /** When {@link #watch} last saw that the peer took something, or that it was given something. */
  long progressNanos() {
    return progressAt;
  }

  /** Bytes that the peer has not taken yet. */
  private long unsent() {
    ChannelHandlerContext ctx = context;
    ChannelOutboundBuffer buffer = ctx == null ? null : ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  /**
   * Sends an answer in its turn.
   *
   * @param settled told once it was sent or never will be
   */
  void send(boolean headOnly, Reply reply, boolean last, Runnable settled) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      settled.run();
      return;
    }
    ByteBuf bytes =
        ReplyEncoder.encode(ctx.alloc(), reply, loopConnections.date(), !headOnly, last);
    if (last) {
      end(ctx.writeAndFlush(bytes).addListener(done -> settled.run()));
    } else {
      ChannelFuture unused = ctx.write(bytes).addListener(done -> settled.run());
    }
  }

  /** Sends an answer to no request in particular, and ends. */
  void farewell(Reply reply) {
    observer.answered(Exchange.UNMATCHED, OTHER_METHOD, reply.status(), Duration.ZERO);
    send(false, reply, true, () -> {});
  }

  /** Ends once all that was given is sent. */
  void finish() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    if (sent || unsent() == 0) {
      close();
    } else if (!ending) {
      end(ctx.writeAndFlush(Unpooled.EMPTY_BUFFER));
    }
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
        METHODS.contains(method.name()) ? method.name() : OTHER_METHOD,
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

  private void end(ChannelFuture last) {
    ending = true;
    ChannelFuture unused =
        last.addListener(
            done -> {
              sent = true;
              sentAt = System.nanoTime();
              if (done.isSuccess() && last.channel() instanceof DuplexChannel duplex) {
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
