package io.signalcoherence.adapter.http;

import java.io.Serial;

/** A request that ends with a problem before any port was called. */
final class Refusal extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  Refusal(Reply reply) {
    super(reply.problem().orElse("refused"), null, false, false);
    this.reply = reply;
  }

  Refusal(Problem problem, String detail) {
    this(Reply.problem(problem, detail));
  }

  Reply reply() {
    return reply;
  }
}
