package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.TraceId;
import java.io.IOException;
import java.util.Collection;
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
    byte[] bytes = body.bytes();
    int length = body.length();
    int maxItems = exchange.limits().items();
    HttpHeaders headers = exchange.headers();
    Collection<String> tenants = EventHeaders.tenants(headers);
    try {
      switch (SignalForm.of(headers)) {
        case LINES -> many(exchange, JsonSignals.lines(bytes, length, maxItems));
        case EVENT -> one(exchange, CloudEvents.structured(bytes, length, tenants));
        case EVENTS -> many(exchange, CloudEvents.batch(bytes, length, maxItems, tenants));
        case BINARY_EVENT -> one(exchange, CloudEvents.binary(headers, bytes, length));
        case JSON -> {
          if (isArray(body)) {
            many(exchange, JsonSignals.array(bytes, length, maxItems));
          } else {
            Candidate candidate = JsonSignals.one(bytes, 0, length);
            one(exchange, new EventDecoder.Event(candidate, Optional.empty()));
          }
        }
      }
    } catch (IOException e) {
      throw new Refusal(
          Problem.MALFORMED_JSON, "$: " + JsonSignals.describe(e) + "; nothing was taken");
    }
  }

  private void one(Exchange exchange, EventDecoder.Event event) {
    submit(
        exchange,
        origin(exchange, event.traceId()),
        List.of(event.candidate()),
        receipts -> ReceiptReply.one(receipts.get(0)));
  }

  private void many(Exchange exchange, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      exchange.answer(() -> ReceiptReply.many(List.of()));
    } else {
      Origin origin = origin(exchange, Optional.empty());
      submit(exchange, origin, candidates, ReceiptReply::many);
    }
  }

  private void submit(
      Exchange exchange,
      Origin origin,
      List<Candidate> candidates,
      Function<List<Receipt>, Reply> made) {
    exchange.body().clear();
    ingest
        .submit(new Submission(origin, GRANT, candidates))
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

  /** The trace of this hop, by its header, comes before the one that an event began with. */
  private Origin origin(Exchange exchange, Optional<TraceId> told) {
    Optional<TraceId> trace =
        TraceParent.traceId(exchange.headers().get(TraceParent.HEADER)).or(() -> told);
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
