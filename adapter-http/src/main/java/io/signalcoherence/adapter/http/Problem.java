package io.signalcoherence.adapter.http;

import java.util.Locale;

/**
 * The problems (RFC 9457) that a request may end with. The names are stable: clients tell problems
 * apart by {@link #type()}, never by title or detail.
 */
enum Problem {
  BAD_REQUEST(
      400,
      "Bad request",
      "The request is no well-formed HTTP/1.1, or leaves open where it ends; the connection is"
          + " closed, and nothing that follows on it is read."),
  BAD_PARAMETER(
      400, "Bad parameter", "A path or query parameter is missing, unknown or out of its range."),
  BAD_ENCODING(400, "Bad content encoding", "The body says it is gzip and can't be unpacked."),
  MALFORMED_JSON(
      400,
      "Malformed JSON",
      "The body as a whole can't be read: not UTF-8, a syntax error, or something after its end. Of"
          + " an array with a syntax error nothing is taken, since what stands before the error"
          + " can't be trusted either; send lines (NDJSON) to have each stand alone."),
  SIGNAL_MALFORMED(
      400,
      "Malformed signal",
      "The signal is not in the form that is taken: a field is unknown, stands twice or has another"
          + " JSON type. Nothing was counted."),
  TENANT_CLOSED(
      403, "Tenant closed", "The tenant takes no more signals: it is draining or erased."),
  FORBIDDEN(403, "Forbidden", "The caller may not do this for this tenant."),
  NOT_FOUND(404, "No such resource", "No resource has this path."),
  UNKNOWN_TENANT(
      404, "Unknown tenant", "No such tenant is registered, or none the caller may see."),
  SIGNAL_NOT_FOUND(
      404, "Not counted", "No signal with this key is stored, or its tenant may not be seen."),
  ADMISSION_NOT_FOUND(
      404,
      "Not in the graph",
      "The graph holds no signal of this tenant with this provenance id, or the tenant may not be"
          + " seen. The graph may not have come to it yet: the member lag_ms says how far it"
          + " lags."),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed", "The resource has other methods: see the Allow header."),
  NOT_ACCEPTABLE(406, "Not acceptable", "The answer is JSON; the Accept header refuses it."),
  REQUEST_TIMEOUT(
      408, "Request timeout", "The request did not arrive in time; the connection is closed."),
  KEY_CONFLICT(
      409,
      "Key conflict",
      "A signal with this key and another payload is counted already; this one was not. The member"
          + " receipt names the first."),
  NOT_INCLUDED(
      409, "Not included yet", "The answer does not include the commit that atLeast names, yet."),
  TOKEN_UNKNOWN(
      409,
      "Token of another ledger",
      "The token in atLeast is of another life of the ledger, so nothing can be said of it."),
  EXPIRED(
      410,
      "Expired",
      "The window of asOf, or of from, begins before what retention keeps; the member earliest says"
          + " what can be asked."),
  LENGTH_REQUIRED(
      411, "Length required", "A body needs Content-Length or Transfer-Encoding: chunked."),
  BODY_TOO_LARGE(
      413, "Body too large", "The body, or what it unpacks to, is larger than the limit."),
  TOO_MANY_ITEMS(
      413, "Too many items", "One request holds more signals than the limit; nothing was taken."),
  URI_TOO_LONG(414, "URI too long", "The request line is longer than the limit."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Unsupported media type",
      "The body is taken as application/json, application/x-ndjson or CloudEvents in JSON:"
          + " application/cloudevents+json, application/cloudevents-batch+json, or, with ce-"
          + " headers, any type of JSON; always in UTF-8."),
  UNSUPPORTED_ENCODING(
      415,
      "Unsupported content encoding",
      "A body is taken plain or as gzip: see Accept-Encoding."),
  EXPECTATION_FAILED(417, "Expectation failed", "The only expectation met is 100-continue."),
  MISDIRECTED(
      421,
      "Misdirected request",
      "The Host header names another machine. While callers are not told apart, only localhost,"
          + " 127.0.0.1 and [::1] are served, so that no web page can reach the service by a name"
          + " of its own."),
  SIGNAL_INVALID(
      422, "Invalid signal", "A field is missing or out of its range. Nothing was counted."),
  RESIDENCY_MISMATCH(
      422, "Residency mismatch", "The signal names a region that is not one of its tenant's."),
  TOO_OLD(422, "Too old", "The signal is older than its tenant's retention or executed floor."),
  TOO_NEW(422, "Too new", "The signal lies more than five minutes in the future."),
  UNSTORABLE(422, "Unstorable", "The store can't hold the signal."),
  TENANT_QUEUE_FULL(
      429,
      "Tenant queue full",
      "The tenant sends more than is taken. Nothing was stored; send the same again after"
          + " Retry-After."),
  HEADERS_TOO_LARGE(431, "Headers too large", "The header fields are larger than the limit."),
  INTERNAL(500, "Internal error", "The service failed unexpectedly; its log says why."),
  OVERLOADED(
      503, "Overloaded", "More is under way than the service takes. Send the same again later."),
  DRAINING(503, "Shutting down", "The service is shutting down. Send the same again later."),
  LEDGER_STALLED(
      503,
      "Ledger stalled",
      "The ledger is away or too slow, so nothing is given to it for now. Nothing was stored; send"
          + " the same again after Retry-After."),
  LEDGER_UNAVAILABLE(
      503,
      "Ledger unavailable",
      "The ledger can't be reached or was too slow. Send the same again."),
  GRAPH_UNAVAILABLE(
      503,
      "Graph unavailable",
      "Only the graph answers this, and none is configured (code graph-missing), or it, or who the"
          + " tenant is, could not be read now: the member code says which."),
  TENANT_UNKNOWABLE(
      503, "Tenant unknowable", "Who the tenant is could not be read. Send the same again later."),
  UNDETERMINED(
      503,
      "Outcome undetermined",
      "It can't be told whether the signals are stored. Send the very same again: what was stored"
          + " is answered as a duplicate.");

  private static final String BASE = "https://signalcoherence.io/problems/";

  private final int status;
  private final String title;
  private final String meaning;

  Problem(int status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /** The status of the answer. */
  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }

  /** The last part of the type. */
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The URI that names the problem. */
  String type() {
    return BASE + slug();
  }
}
