package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.TraceId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code POST /v1/coherence/signals}: one signal, or many. */
final class SignalsEndpoint implements Endpoint {

  private static final Grant GRANT = new Grant.EveryTenant();

  /** The most receipts that are written on an event loop: well below a millisecond. */
  private static final int FEW_RECEIPTS = 100;

  private final IngestSignals ingest;
  private final Principal principal;
  private final Origin untraced;

  SignalsEndpoint(HttpPorts ports) {
    ingest = ports.signals().ingest();
    principal = ports.loopback();
    untraced = new Origin(Channel.HTTP, principal, Optional.empty());
  }

  @Override
  public void handle(Exchange exchange) throws Refusal {
    if (MediaTypes.isGzip(exchange.headers().get(HttpHeaderNames.CONTENT_ENCODING))) {
      exchange.onWorker(
          unpacking -> {
            Inflation.inflate(unpacking.body(), unpacking.limits().decompressedBytes());
            unpacking.hold(unpacking.body().length());
            read(unpacking);
          });
    } else {
      exchange.withBody(this::read);
    }
  }

  private void read(Exchange exchange) throws Refusal {
    Body body = exchange.body();
    int maxItems = exchange.limits().items();
    if (MediaTypes.isLines(exchange.headers().get(HttpHeaderNames.CONTENT_TYPE))) {
      many(exchange, JsonSignals.lines(body.bytes(), body.length(), maxItems));
    } else if (isArray(body)) {
      try {
        many(exchange, JsonSignals.array(body.bytes(), body.length(), maxItems));
      } catch (IOException e) {
        throw new Refusal(
            Problem.MALFORMED_JSON, "$: " + JsonSignals.describe(e) + "; nothing was taken");
      }
    } else {
      Candidate candidate = JsonSignals.one(body.bytes(), 0, body.length());
      submit(exchange, List.of(candidate), receipts -> ReceiptReply.one(receipts.get(0)));
    }
  }

  private void many(Exchange exchange, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      exchange.answer(() -> ReceiptReply.many(List.of()));
    } else {
      submit(exchange, candidates, ReceiptReply::many);
    }
  }

  private void submit(
      Exchange exchange, List<Candidate> candidates, Function<List<Receipt>, Reply> made) {
    exchange.body().clear();
    ingest
        .submit(new Submission(origin(exchange), GRANT, candidates))
        .whenComplete(
            (receipts, failure) -> {
              Supplier<Reply> reply =
                  () -> {
                    if (failure != null || receipts.size() != candidates.size()) {
                      throw new IllegalStateException("not a receipt an item", failure);
                    }
                    return made.apply(receipts);
                  };
              if (candidates.size() > FEW_RECEIPTS) {
                exchange.answerAtLength(reply);
              } else {
                exchange.answer(reply);
              }
            });
  }

  private Origin origin(Exchange exchange) {
    Optional<TraceId> trace = TraceParent.traceId(exchange.headers().get(TraceParent.HEADER));
    return trace.isEmpty() ? untraced : new Origin(Channel.HTTP, principal, trace);
  }

  private static boolean isArray(Body body) {
    for (int i = 0; i < body.length(); i++) {
      byte b = body.bytes()[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '[';
      }
    }
    return false;
  }
}
