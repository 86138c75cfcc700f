package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.OffsetBook.Ticket;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.SignalKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was read, until its fate is final.
 *
 * @param record as it was read
 * @param ticket its place in the book of offsets
 * @param candidate what it says; null where a fault of ours kept it from being decoded
 */
record Held(ConsumerRecord<byte[], byte[]> record, Ticket ticket, @Nullable Candidate candidate) {

  /** What it takes in memory, about. */
  long bytes() {
    long bytes =
        (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /** The signal's identity; null if it is none. */
  @Nullable SignalKey key() {
    return candidate instanceof Candidate.WellFormed signal ? signal.signal().key() : null;
  }
}
