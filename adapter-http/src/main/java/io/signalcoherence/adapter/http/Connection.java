package io.signalcoherence.adapter.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests, bounds them, and sends the answers in the order of the requests.
 * Lives on its event loop; only {@link #onLoop} may be called from other threads.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** A refused body up to here, bytes, is read and dropped, so that the connection can go on. */
  private static final long DROPPED_BODY = 64L * 1024;

  private final Surface surface;
  private final LoopConnections loopConnections;
  private final ArrayDeque<Exchange> exchanges = new ArrayDeque<>();
  private final Outlet outlet;
  private final ConnectionClock clock;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Exchange incoming;
  private boolean dropping;
  private boolean deaf;
  private boolean reading;
  private boolean draining;

  Connection(Surface surface, LoopConnections loopConnections) {
    this.surface = surface;
    this.loopConnections = loopConnections;
    this.outlet = new Outlet(loopConnections, surface.observer());
    this.clock = new ConnectionClock(surface.config().deadlines());
  }

  Surface surface() {
    return surface;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    outlet.attach(ctx);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    loopConnections.add(this);
    if (!surface.budget().takeConnection()) {
      deaf = true;
      outlet.farewell(Overload.connections());
      return;
    }
    clock.counted();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deaf = true;
    if (clock.isCounted()) {
      surface.budget().giveConnection();
    }
    if (incoming != null) {
      incoming.release();
      incoming = null;
    }
    outlet.closed();
    exchanges.forEach(Exchange::settle);
    loopConnections.remove(this);
  }

  /** Something came in from the peer. */
  void bytesArrived() {
    reading = true;
    clock.bytesArrived(incoming == null && !dropping);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    try {
      if (!deaf && msg instanceof HttpRequest request) {
        head(request);
      }
      if (!deaf && msg instanceof HttpContent content) {
        content(content);
      }
    } finally {
      ReferenceCountUtil.release(msg);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    outlet.flush();
    regulate();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    regulate();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      deaf = true;
      if (incoming != null) {
        outlet.close();
      } else if (exchanges.isEmpty() || outlet.isEnding()) {
        outlet.finish();
      } else {
        exchanges.getLast().closeAfter();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      LOG.atWarn().addKeyValue("op", "connection").setCause(cause).log("a connection failed");
    }
    outlet.close();
  }

  private void head(HttpRequest request) {
    clock.headArrived();
    Exchange exchange = new Exchange(this, request, System.nanoTime());
    exchanges.add(exchange);
    boolean hasBody = RequestHead.hasBody(request);
    try {
      exchange.matched(
          RequestHead.check(request, surface), new Body(RequestHead.announced(request)));
      incoming = exchange;
      if (draining || !goesOn(request)) {
        exchange.closeAfter();
      }
      if (hasBody && request.headers().contains(HttpHeaderNames.EXPECT)) {
        exchange.continueDue(true);
        sendContinue();
      }
    } catch (Refusal e) {
      boolean unread =
          RequestHead.isDistrusted(request, e.reply())
              || request.headers().contains(HttpHeaderNames.EXPECT)
              || (hasBody && !isShort(RequestHead.announced(request)));
      if (unread || draining || !goesOn(request)) {
        hangUp(exchange);
      } else {
        dropping = true;
      }
      exchange.refuse(e.reply());
    }
  }

  /** Whether the peer wants more than one answer; HTTP/1.0 would need to be told that it may. */
  private static boolean goesOn(HttpRequest request) {
    return HttpUtil.isKeepAlive(request) && !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  private static boolean isShort(long announced) {
    return announced >= 0 && announced <= DROPPED_BODY;
  }

  private void content(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    Exchange exchange = incoming;
    if (exchange == null) {
      dropping = dropping && !last;
      return;
    }
    try {
      take(exchange, content);
      if (last) {
        incoming = null;
        if (exchange.closesAfter()) {
          deaf = true;
        }
        exchange.begin();
      }
    } catch (Refusal e) {
      incoming = null;
      exchange.release();
      hangUp(exchange);
      exchange.refuse(e.reply());
    }
  }

  private void take(Exchange exchange, HttpContent content) throws Refusal {
    if (content.decoderResult().isFailure()) {
      throw new Refusal(Problem.BAD_REQUEST, "body: broken chunks (expected: well-formed chunks)");
    }
    int bytes = content.content().readableBytes();
    if (bytes == 0) {
      return;
    }
    HttpMessageLimits limits = surface.config().messages();
    if (exchange.body().length() + (long) bytes > limits.bodyBytes()) {
      throw new Refusal(RequestHead.tooLarge(limits));
    }
    exchange.hold(bytes);
    exchange.body().append(content.content());
  }

  /** Takes nothing more; the exchange's answer is the connection's last. */
  private void hangUp(Exchange exchange) {
    deaf = true;
    exchange.closeAfter();
  }

  /** An exchange has its answer; sends all answers whose turn it is. */
  void answered(Exchange exchange, Reply reply) {
    outlet.observe(exchange, reply);
    if (!outlet.isOpen()) {
      exchange.settle();
      return;
    }
    while (!exchanges.isEmpty()) {
      Exchange first = exchanges.element();
      Reply ready = first.reply();
      if (ready == null || !outlet.isOpen()) {
        break;
      }
      boolean close = first.closesAfter();
      exchanges.remove();
      deaf = deaf || close;
      boolean headOnly = first.request().method().equals(HttpMethod.HEAD);
      outlet.send(headOnly, ready, close, first::settle);
    }
    clock.answered();
    sendContinue();
    if (!reading) {
      outlet.flushSoon(exchanges.isEmpty());
      regulate();
    }
  }

  /** Asks for a body that waits for it, once no earlier answer is due. */
  private void sendContinue() {
    Exchange first = exchanges.peek();
    if (first != null && first.isContinueDue() && first == incoming) {
      first.continueDue(false);
      outlet.sendContinue();
    }
  }

  /** Reads on only while the peer takes its answers. */
  private void regulate() {
    if (context != null) {
      boolean room = exchanges.size() < surface.config().load().pipelined();
      context.channel().config().setAutoRead(deaf || (room && context.channel().isWritable()));
    }
  }

  /** Runs something on the connection's event loop; drops it if the loop has ended. */
  void onLoop(Runnable task) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || ctx.executor().inEventLoop()) {
      task.run();
      return;
    }
    try {
      ctx.executor().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.atDebug().addKeyValue("op", "answer").log("an answer came after the server had stopped");
    }
  }

  /** Ends the connection after the answers under way. */
  void drain() {
    draining = true;
    if (outlet.isEnding()) {
      return;
    }
    if (incoming != null) {
      incoming.closeAfter();
    } else if (!exchanges.isEmpty()) {
      deaf = true;
      exchanges.getLast().closeAfter();
      regulate();
    } else if (!clock.isHeadUnderWay()) {
      deaf = true;
      outlet.finish();
    }
  }

  void cut() {
    outlet.close();
  }

  /** Enforces the deadlines. */
  void sweep(long now) {
    outlet.watch(now);
    if (outlet.isEnding()) {
      if (outlet.hasLingered(now) || clock.isIdle(outlet.progressNanos(), now)) {
        cut();
      }
      return;
    }
    if (incoming != null && clock.isOverdue(incoming.receivedNanos(), now)) {
      Exchange late = incoming;
      incoming = null;
      late.release();
      hangUp(late);
      late.refuse(timeout("body: not all of it came in time (expected: faster)"));
    }
    if (clock.isHeadOverdue(now)) {
      clock.headArrived();
      deaf = true;
      if (exchanges.isEmpty()) {
        outlet.farewell(timeout("header: not all of it came in time (expected: faster)"));
      } else {
        exchanges.getLast().closeAfter();
      }
    }
    for (Exchange exchange : new ArrayList<>(exchanges)) {
      if (exchange.reply() == null
          && exchange != incoming
          && clock.isOverdue(exchange.receivedNanos(), now)) {
        exchange.refuse(undetermined());
      }
    }
    if (exchanges.isEmpty() && incoming == null && clock.isIdle(outlet.progressNanos(), now)) {
      cut();
    }
  }

  private static Reply timeout(String detail) {
    return Reply.problem(Problem.REQUEST_TIMEOUT, detail);
  }

  private static Reply undetermined() {
    return Reply.passing(
        Problem.UNDETERMINED,
        "answer: not there in time; send the same again",
        Duration.ofSeconds(1));
  }
}
