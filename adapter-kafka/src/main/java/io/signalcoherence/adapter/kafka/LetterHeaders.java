package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.model.Receipt;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers by which a dead letter tells why it is one and where it came from. */
final class LetterHeaders {

  static final String PREFIX = "signalcoherence-dlq-";
  static final String REASON = PREFIX + "reason";
  static final String DETAIL = PREFIX + "detail";
  static final String TOPIC = PREFIX + "topic";
  static final String PARTITION = PREFIX + "partition";
  static final String OFFSET = PREFIX + "offset";
  static final String TIMESTAMP = PREFIX + "timestamp";

  /** How often it was sent again; it stays on the record that is sent again. */
  static final String REDRIVEN = PREFIX + "redriven";

  /** The bytes of the value where that was too large for a letter and was left where it is. */
  static final String VALUE_LEFT = PREFIX + "value-left";

  static final String CONFLICT = "conflict";

  private LetterHeaders() {}

  /** The original's headers, and ours. */
  static Headers of(ConsumerRecord<byte[], byte[]> record, Receipt receipt) {
    Headers headers = original(record.headers());
    put(headers, REASON, reason(receipt));
    put(headers, DETAIL, detail(receipt));
    put(headers, TOPIC, record.topic());
    put(headers, PARTITION, Integer.toString(record.partition()));
    put(headers, OFFSET, Long.toString(record.offset()));
    put(headers, TIMESTAMP, Long.toString(record.timestamp()));
    put(headers, REDRIVEN, Integer.toString(redriven(record.headers())));
    return headers;
  }

  /** The headers without ours, which nobody else may set. */
  static Headers original(Headers headers) {
    RecordHeaders originals = new RecordHeaders();
    for (Header header : headers) {
      if (!header.key().startsWith(PREFIX)) {
        originals.add(header);
      }
    }
    return originals;
  }

  /** Ours without the original's. */
  static Headers ours(Headers headers) {
    RecordHeaders ours = new RecordHeaders();
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX)) {
        ours.add(header);
      }
    }
    return ours;
  }

  static void put(Headers headers, String name, String value) {
    headers.add(name, HeaderText.bytes(value));
  }

  /** How often the record was sent again; 0 if that is not told. */
  static int redriven(Headers headers) {
    return (int)
        number(headers, REDRIVEN).filter(n -> n < Integer.MAX_VALUE).orElse(0L).longValue();
  }

  static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .flatMap(header -> HeaderText.of(header.value()));
  }

  static Optional<Long> number(Headers headers, String name) {
    return text(headers, name).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
  }

  /** The stable code of why a record was put aside. */
  static String reason(Receipt receipt) {
    if (receipt instanceof Receipt.Rejected rejected) {
      return rejected.rejection().reason().wireName();
    }
    return receipt instanceof Receipt.Undetermined fault ? fault.cause().wireName() : CONFLICT;
  }

  private static String detail(Receipt receipt) {
    if (receipt instanceof Receipt.Rejected rejected) {
      return rejected.rejection().detail();
    }
    return receipt instanceof Receipt.Conflict conflict
        ? "the key is stored with another payload, as " + conflict.firstProvenanceId()
        : "a fault of the service, which its log tells";
  }
}
