package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.EventDecoder.Attribute;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What a record says: our own JSON, or a CloudEvent in structured or binary mode as the Kafka
 * binding of CloudEvents 1.0 has them. Whatever the form, the record's key is the tenant, since it
 * decides which partition, and so which reader, the tenant's signals go to.
 */
final class RecordReader {

  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";
  private static final String EVENT_TYPE = "application/cloudevents";
  private static final String TENANT = "tenantid";

  /** Headers that only a CloudEvent in binary mode has; others may have been added on the way. */
  private static final Set<String> MARKS =
      Set.of("specversion", "id", "source", "type", "time", TENANT);

  private final SignalDecoder signals;
  private final EventDecoder events;

  RecordReader(SignalDecoder signals, EventDecoder events) {
    this.signals = signals;
    this.events = events;
  }

  /**
   * Reads one record; whatever it holds, it is a candidate.
   *
   * @throws RuntimeException if a decoder fails in a way that it should not
   */
  Candidate read(ConsumerRecord<byte[], byte[]> record) {
    try {
      byte[] value = record.value();
      if (value == null) {
        throw new Poison("value: none (expected: a signal)");
      }
      return ofItsTenant(record, decode(record, value));
    } catch (Poison e) {
      return e.candidate();
    }
  }

  private Candidate decode(ConsumerRecord<byte[], byte[]> record, byte[] value) throws Poison {
    Optional<String> type = contentType(record);
    String essence = type.map(RecordReader::essence).orElse("");
    if (essence.startsWith(EVENT_TYPE)) {
      if (!essence.equals(EVENT_TYPE + "+json") || !isUtf8(type.orElse(""))) {
        throw unreadable(essence);
      }
      return events.structured(value).candidate();
    }
    if (isMarked(record)) {
      return events.binary(attributes(record, type), value).candidate();
    }
    if (type.isPresent() && !(essence.equals("application/json") && isUtf8(type.get()))) {
      throw unreadable(essence);
    }
    return signals.decode(value);
  }

  private static Candidate ofItsTenant(ConsumerRecord<byte[], byte[]> record, Candidate read)
      throws Poison {
    if (!(read instanceof Candidate.WellFormed signal)) {
      return read;
    }
    String tenant = signal.signal().key().tenant().value();
    if (record.key() == null) {
      throw new Poison("key: none (expected: the signal's tenant)");
    }
    if (!tenant.equals(HeaderText.of(record.key()).orElse(null))) {
      throw new Poison("key: another than the signal's tenant (expected: the same)");
    }
    for (Header header : record.headers().headers(PREFIX + TENANT)) {
      if (!tenant.equals(HeaderText.of(header.value()).orElse(null))) {
        throw new Poison(
            "header ce_tenantid: another than the signal's tenant (expected: the same)");
      }
    }
    return read;
  }

  private static Optional<String> contentType(ConsumerRecord<byte[], byte[]> record) throws Poison {
    Optional<String> found = Optional.empty();
    for (Header header : record.headers().headers(CONTENT_TYPE)) {
      if (found.isPresent()) {
        throw new Poison("header content-type: stands twice (expected: once)");
      }
      found = Optional.of(text(header));
    }
    return found;
  }

  private static boolean isMarked(ConsumerRecord<byte[], byte[]> record) {
    for (Header header : record.headers()) {
      if (header.key().startsWith(PREFIX)
          && MARKS.contains(header.key().substring(PREFIX.length()))) {
        return true;
      }
    }
    return false;
  }

  private static List<Attribute> attributes(
      ConsumerRecord<byte[], byte[]> record, Optional<String> type) throws Poison {
    List<Attribute> attributes = new ArrayList<>();
    for (Header header : record.headers()) {
      if (header.key().startsWith(PREFIX)) {
        attributes.add(new Attribute(header.key().substring(PREFIX.length()), text(header)));
      }
    }
    type.ifPresent(value -> attributes.add(new Attribute("datacontenttype", value)));
    return attributes;
  }

  private static String text(Header header) throws Poison {
    return HeaderText.of(header.value())
        .orElseThrow(
            () ->
                new Poison(
                    "header " + HeaderText.shown(header.key()) + ": no UTF-8 (expected: UTF-8)"));
  }

  private static Poison unreadable(String essence) {
    return new Poison(
        "header content-type: "
            + HeaderText.shown(essence)
            + " (expected: application/json or application/cloudevents+json, in UTF-8)");
  }

  private static String essence(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isUtf8(String type) {
    String folded = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    int at = folded.indexOf(";charset=");
    return at < 0 || folded.startsWith("utf-8", at + ";charset=".length());
  }

  /** A record in no form that is taken. */
  private static final class Poison extends Exception {

    private static final long serialVersionUID = 1L;

    Poison(String detail) {
      super(detail, null, false, false);
    }

    Candidate candidate() {
      return new Candidate.Malformed(
          new Rejection(RejectionReason.MALFORMED, String.valueOf(getMessage())));
    }
  }
}
