package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receipts on the wire. */
final class ReceiptReply {

  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int MULTI_STATUS = 207;

  /** How many rejections of one answer are told in detail; of the others, the reason alone. */
  static final int DETAILED = 100;

  private @Nullable CommitToken lastToken;
  private String lastEncoded = "";
  private int details;

  private ReceiptReply() {}

  /** The answer to one signal. */
  static Reply one(Receipt receipt) {
    if (receipt instanceof Receipt.Accepted) {
      return Reply.json(CREATED, out -> new ReceiptReply().write(out, receipt));
    }
    if (receipt instanceof Receipt.Duplicate) {
      return Reply.json(OK, out -> new ReceiptReply().write(out, receipt));
    }
    if (receipt instanceof Receipt.Undetermined undetermined) {
      return passing(undetermined.cause(), undetermined.retryAfter());
    }
    if (receipt instanceof Receipt.Rejected rejected) {
      Rejection rejection = rejected.rejection();
      return Reply.problem(
          problem(rejection.reason()), rejection.detail(), out -> member(out, receipt));
    }
    return Reply.problem(
        Problem.KEY_CONFLICT,
        "key: counted already with another payload (expected: the same payload, or a new key)",
        out -> member(out, receipt));
  }

  /**
   * The answer to many signals: a receipt an item, in order. Rejections after the first {@value
   * #DETAILED} are told without detail. If nothing could be told of any, the whole passes.
   */
  static Reply many(List<Receipt> receipts) {
    Optional<Duration> wait = longest(receipts);
    if (wait.isPresent() && receipts.stream().allMatch(Receipt.Undetermined.class::isInstance)) {
      return passing(worst(receipts), wait.get());
    }
    Reply reply =
        Reply.json(
            MULTI_STATUS,
            out -> {
              ReceiptReply writer = new ReceiptReply();
              out.writeStartObject();
              out.writeArrayFieldStart("receipts");
              for (Receipt receipt : receipts) {
                writer.write(out, receipt);
              }
              out.writeEndArray();
              out.writeEndObject();
            });
    return wait.isEmpty()
        ? reply
        : reply.with("retry-after", Long.toString(Reply.wholeSeconds(wait.get())));
  }

  private static Optional<Duration> longest(List<Receipt> receipts) {
    Duration longest = null;
    for (Receipt receipt : receipts) {
      if (receipt instanceof Receipt.Undetermined undetermined) {
        Duration wait = undetermined.retryAfter();
        longest = longest == null || wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    return Optional.ofNullable(longest);
  }

  /** A full tenant queue if that is all there is; else the gravest of the other causes. */
  private static UndeterminedCause worst(List<Receipt> receipts) {
    UndeterminedCause worst = UndeterminedCause.TENANT_QUEUE_FULL;
    for (Receipt receipt : receipts) {
      if (receipt instanceof Receipt.Undetermined undetermined
          && undetermined.cause().compareTo(worst) > 0) {
        worst = undetermined.cause();
      }
    }
    return worst;
  }

  private static Reply passing(UndeterminedCause cause, Duration retryAfter) {
    Problem problem =
        switch (cause) {
          case TENANT_QUEUE_FULL -> Problem.TENANT_QUEUE_FULL;
          case QUEUES_FULL -> Problem.OVERLOADED;
          case DRAINING -> Problem.DRAINING;
          case LEDGER_STALLED -> Problem.LEDGER_STALLED;
          case LEDGER_UNAVAILABLE -> Problem.LEDGER_UNAVAILABLE;
          case TENANT_UNKNOWABLE -> Problem.TENANT_UNKNOWABLE;
          case OUTCOME_UNKNOWN, INTERNAL -> Problem.UNDETERMINED;
        };
    return Reply.passing(
        problem,
        "signals: undetermined, " + cause.wireName() + "; send the same again",
        retryAfter);
  }

  private static Problem problem(RejectionReason reason) {
    return switch (reason) {
      case MALFORMED -> Problem.SIGNAL_MALFORMED;
      case INVALID -> Problem.SIGNAL_INVALID;
      case UNKNOWN_TENANT -> Problem.UNKNOWN_TENANT;
      case TENANT_CLOSED -> Problem.TENANT_CLOSED;
      case FORBIDDEN -> Problem.FORBIDDEN;
      case RESIDENCY_MISMATCH -> Problem.RESIDENCY_MISMATCH;
      case TOO_OLD -> Problem.TOO_OLD;
      case TOO_NEW -> Problem.TOO_NEW;
      case UNSTORABLE -> Problem.UNSTORABLE;
    };
  }

  private static void member(JsonGenerator out, Receipt receipt) throws IOException {
    out.writeFieldName("receipt");
    new ReceiptReply().write(out, receipt);
  }

  private void write(JsonGenerator out, Receipt receipt) throws IOException {
    out.writeStartObject();
    if (receipt instanceof Receipt.Accepted accepted) {
      counted(out, "accepted", accepted.provenanceId(), accepted.ts());
      token(out, accepted.token());
    } else if (receipt instanceof Receipt.Duplicate duplicate) {
      counted(out, "duplicate", duplicate.firstProvenanceId(), duplicate.ts());
      token(out, duplicate.token());
    } else if (receipt instanceof Receipt.Conflict conflict) {
      counted(out, "conflict", conflict.firstProvenanceId(), conflict.ts());
    } else if (receipt instanceof Receipt.Rejected rejected) {
      out.writeStringField("status", "rejected");
      out.writeStringField("reason", rejected.rejection().reason().wireName());
      if (++details <= DETAILED) {
        out.writeStringField("detail", rejected.rejection().detail());
      }
    } else if (receipt instanceof Receipt.Undetermined undetermined) {
      out.writeStringField("status", "undetermined");
      out.writeStringField("reason", undetermined.cause().wireName());
      out.writeNumberField("retry_after", Reply.wholeSeconds(undetermined.retryAfter()));
    }
    out.writeEndObject();
  }

  private static void counted(JsonGenerator out, String status, ProvenanceId id, EventTime ts)
      throws IOException {
    out.writeStringField("status", status);
    out.writeStringField("provenance_id", id.toString());
    out.writeStringField("ts", ts.toString());
  }

  /** Signals of one transaction share their token, so that it is encoded once. */
  private void token(JsonGenerator out, CommitToken token) throws IOException {
    if (!token.equals(lastToken)) {
      lastToken = token;
      lastEncoded = token.encoded();
    }
    out.writeStringField("token", lastEncoded);
  }
}
