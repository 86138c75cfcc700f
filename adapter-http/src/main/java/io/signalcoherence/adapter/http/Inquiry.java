package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.signalcoherence.ports.model.Grant;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is read: its parameters become a question to a port, and the port's answer
 * becomes the reply.
 *
 * @param known the names of the query's parameters; another one is refused
 * @param question asks the port
 * @param reply puts the port's answer on the wire
 * @param length where {@code reply} is called
 */
record Inquiry<A>(Set<String> known, Question<A> question, Function<A, Reply> reply, Length length)
    implements Endpoint {

  /** What every caller may read, until callers are told apart. */
  static final Grant GRANT = new Grant.EveryTenant();

  /** How long an answer may take to write. */
  enum Length {
    /** Well below a millisecond: it is written on the event loop. */
    SHORT,
    /** More: it is written on a worker. */
    LONG
  }

  /** Asks a port. */
  @FunctionalInterface
  interface Question<A> {

    /**
     * Reads the parameters and asks. On the event loop, so it must not block.
     *
     * @throws Refusal if a parameter is missing or out of its range
     */
    CompletionStage<A> ask(Parameters parameters) throws Refusal;
  }

  @Override
  public void handle(Exchange exchange) throws Refusal {
    MediaTypes.requireJsonWanted(exchange.headers().getAll(HttpHeaderNames.ACCEPT));
    question
        .ask(Parameters.of(exchange, known))
        .whenComplete(
            (answer, failure) -> {
              if (length == Length.LONG && failure == null) {
                exchange.answerAtLength(() -> reply.apply(answer));
              } else {
                exchange.answer(() -> reply(answer, failure));
              }
            });
  }

  private Reply reply(A answer, @Nullable Throwable failure) {
    if (failure != null) {
      throw new IllegalStateException("no answer", failure);
    }
    return reply.apply(answer);
  }

  /** The reply when the ledger could not be read. */
  static Reply unavailable(String code, Duration retryAfter) {
    return Reply.passing(
        Problem.LEDGER_UNAVAILABLE,
        "ledger: " + code + "; ask again",
        retryAfter,
        out -> out.writeStringField("code", code));
  }
}
