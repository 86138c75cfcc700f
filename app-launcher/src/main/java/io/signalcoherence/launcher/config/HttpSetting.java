package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.http.HttpConfig;

/** Bounds and deadlines of the API over HTTP. */
enum HttpSetting implements Setting {
  EVENT_LOOPS(
      "http.event-loops",
      Kind.NUMBER,
      HttpConfig.STANDARD.eventLoops() + "",
      "Threads that serve the API's connections; 1 to 64. The default is half the processors."),
  HEADER_BYTES(
      "http.max-header-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().headerBytes()),
      "All header fields of a request together; more is answered 431."),
  URI_BYTES(
      "http.max-uri-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().uriBytes()),
      "The request line; more is answered 414."),
  BODY_BYTES(
      "http.max-body-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().bodyBytes()),
      "A body as sent; more is answered 413."),
  DECOMPRESSED_BYTES(
      "http.max-decompressed-bytes",
      Kind.SIZE,
      Kind.text(HttpConfig.STANDARD.messages().decompressedBytes()),
      "A compressed body when unpacked; more is answered 413."),
  ITEMS(
      "http.max-items",
      Kind.NUMBER,
      HttpConfig.STANDARD.messages().items() + "",
      "Signals in one request; more is answered 413."),
  CONNECTIONS(
      "http.max-connections",
      Kind.NUMBER,
      HttpConfig.STANDARD.load().connections() + "",
      "Open connections of a listener."),
  REQUESTS(
      "http.max-requests",
      Kind.NUMBER,
      HttpConfig.STANDARD.load().requests() + "",
      "Requests under way; more are answered 503."),
  BYTES(
      "http.max-bytes",
      Kind.SIZE,
      Kind.text((int) HttpConfig.STANDARD.load().bytes()),
      "Bodies under way, as sent and as unpacked; more are answered 503. At least"
          + " http.max-body-bytes and http.max-decompressed-bytes together."),
  PIPELINED(
      "http.max-pipelined",
      Kind.NUMBER,
      HttpConfig.STANDARD.load().pipelined() + "",
      "Requests of one connection under way; then it is read no further."),
  HEADER_TIME(
      "http.header-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().header()),
      "From a request's first byte to the end of its header; then 408."),
  IDLE_TIME(
      "http.idle-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().idle()),
      "How long a connection may lie without a request."),
  REQUEST_TIME(
      "http.request-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().request()),
      "From the end of a header to its answer; then 503."),
  STOP_TIME(
      "http.stop-time",
      Kind.DURATION,
      Kind.text(HttpConfig.STANDARD.deadlines().stop()),
      "How long a stop waits for answers under way.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final Definition definition;

  HttpSetting(String key, Kind kind, String defaultText, String meaning) {
    this.definition = new Definition(key, kind, defaultText, meaning);
  }

  @Override
  public Definition definition() {
    return definition;
  }
}
