package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. It lives on its connection's event loop; only {@link #answer} may be
 * called from other threads.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** The route's name where there is none. */
  static final String UNMATCHED = "unmatched";

  /** The longest body, unpacked, bytes, that is read on an event loop: well below a millisecond. */
  private static final int SHORT_BODY = 32 * 1024;

  /** An answer up to here, bytes, is sent whatever else is under way. */
  private static final int SHORT_ANSWER = 1024;

  private final Connection connection;
  private final HttpRequest request;
  private final long receivedNanos;
  private Router.@Nullable Match match;
  private Body body = new Body(0);
  private long heldBytes;
  private boolean holdsRequest;
  private boolean closing;
  private boolean continueDue;
  private @Nullable Reply reply;
  private long answerBytes;

  Exchange(Connection connection, HttpRequest request, long receivedNanos) {
    this.connection = connection;
    this.request = request;
    this.receivedNanos = receivedNanos;
  }

  HttpRequest request() {
    return request;
  }

  HttpHeaders headers() {
    return request.headers();
  }

  long receivedNanos() {
    return receivedNanos;
  }

  Body body() {
    return body;
  }

  HttpMessageLimits limits() {
    return connection.surface().config().messages();
  }

  /** The variable part of the path. */
  String pathVariable(String name) throws Refusal {
    return match == null ? "" : Percent.path(name, match.variable());
  }

  /** The query's parameters. */
  Map<String, String> query(Set<String> known) throws Refusal {
    String uri = request.uri();
    int mark = uri.indexOf('?');
    return mark < 0 ? Map.of() : Percent.query(uri.substring(mark + 1), known);
  }

  /** Starts the work of the route. */
  void begin() {
    if (match == null) {
      throw new IllegalStateException("refused before");
    }
    if (!connection.surface().budget().takeRequest()) {
      refuse(Overload.requests());
      return;
    }
    holdsRequest = true;
    run(match.route().endpoint());
  }

  /** Goes on with the body here if it is short, else on a worker. */
  void withBody(Endpoint next) {
    if (body.length() <= SHORT_BODY) {
      run(next);
    } else {
      onWorker(next);
    }
  }

  /** Goes on where waiting holds up no other exchange. */
  void onWorker(Endpoint next) {
    try {
      connection.surface().workers().execute(() -> run(next));
    } catch (RejectedExecutionException e) {
      answer(Overload::requests);
    }
  }

  /** Reserves memory for so many bytes more; they are given back with the answer. */
  void hold(long bytes) throws Refusal {
    if (!connection.surface().budget().takeBytes(bytes)) {
      throw new Refusal(Overload.bytes());
    }
    heldBytes += bytes;
  }

  /**
   * Ends the work and sends the answer in its turn. From any thread, once.
   *
   * @param made makes the answer, on the event loop
   */
  void answer(Supplier<Reply> made) {
    connection.onLoop(
        () -> {
          release();
          if (reply == null) {
            respond(made(made));
          }
        });
  }

  /** As {@link #answer}, for an answer that takes long to make: on a worker. */
  void answerAtLength(Supplier<Reply> made) {
    try {
      connection
          .surface()
          .workers()
          .execute(
              () -> {
                Reply ready = made(made);
                answer(() -> ready);
              });
    } catch (RejectedExecutionException e) {
      answer(Overload::makers);
    }
  }

  /** Answers before, or instead of, the work. On the event loop. */
  void refuse(Reply refusal) {
    if (reply == null) {
      respond(refusal);
    }
  }

  /** Gives back what the exchange holds. */
  void release() {
    Budget budget = connection.surface().budget();
    budget.giveBytes(heldBytes);
    heldBytes = 0;
    if (holdsRequest) {
      holdsRequest = false;
      budget.giveRequest();
    }
    body.clear();
  }

  private void run(Endpoint next) {
    try {
      next.handle(this);
    } catch (Refusal e) {
      answer(e::reply);
    } catch (Throwable e) {
      // also an Error: what is not answered would hold its part of the budget for ever
      LOG.atError().addKeyValue("op", routeName()).setCause(e).log("a request failed");
      answer(() -> Reply.problem(Problem.INTERNAL, "see the service's log"));
    }
  }

  private Reply made(Supplier<Reply> maker) {
    try {
      return maker.get();
    } catch (Throwable e) {
      LOG.atError().addKeyValue("op", routeName()).setCause(e).log("an answer failed");
      return Reply.problem(Problem.INTERNAL, "see the service's log");
    }
  }

  private void respond(Reply made) {
    Reply held = hold(made);
    reply = held;
    connection.answered(this, held);
  }

  /** Reserves memory for an answer until it is sent; without any, a short one is sent instead. */
  private Reply hold(Reply made) {
    Budget budget = connection.surface().budget();
    long size = made.body().length;
    if (size > SHORT_ANSWER && budget.takeAnswer(size)) {
      answerBytes = size;
      return made;
    }
    Reply shorter = size > SHORT_ANSWER ? Overload.answers() : made;
    answerBytes = shorter.body().length;
    budget.addBytes(answerBytes);
    return shorter;
  }

  /** Gives back what the answer holds: it was sent, or never will be. */
  void settle() {
    connection.surface().budget().giveBytes(answerBytes);
    answerBytes = 0;
  }

  void matched(Router.Match found, Body expected) {
    match = found;
    body = expected;
  }

  boolean isMatched() {
    return match != null;
  }

  /** The route's name for metrics. */
  String routeName() {
    return match == null ? UNMATCHED : match.route().name();
  }

  @Nullable Reply reply() {
    return reply;
  }

  /** The connection ends after this answer. */
  void closeAfter() {
    closing = true;
  }

  boolean closesAfter() {
    return closing;
  }

  void continueDue(boolean due) {
    continueDue = due;
  }

  boolean isContinueDue() {
    return continueDue;
  }
}
