package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record, as lines: its key, a header a line ({@code name:value}), an empty line, and its value.
 * Whatever it holds it is a candidate; one that is taken is of its key's tenant, and one that is
 * put aside is sent again as it was.
 */
final class RecordFuzz {

  private static final RecordReader READER =
      new RecordReader(TestSignals.PLAIN, TestSignals.EVENTS);
  private static final int LONGEST_DETAIL = 1_000;

  private RecordFuzz() {}

  /** Tries one record. */
  public static void fuzzerTestOneInput(byte[] input) {
    ConsumerRecord<byte[], byte[]> record = record(input);
    Candidate candidate = READER.read(record);
    if (candidate instanceof Candidate.WellFormed taken) {
      byte[] tenant = TestSignals.bytes(taken.signal().key().tenant().value());
      Law.same(text(record.key()), text(tenant), "the key is the tenant");
      record
          .headers()
          .headers("ce_tenantid")
          .forEach(header -> Law.same(text(header.value()), text(tenant), "so is each header"));
      return;
    }
    Rejection rejection = ((Candidate.Malformed) candidate).rejection();
    String detail = rejection.detail();
    Law.holds(detail.length() < LONGEST_DETAIL, "a reason is short");
    Law.holds(detail.chars().noneMatch(Character::isISOControl), "a reason is plain");
    requireSentAgainAsItWas(record, new Receipt.Rejected(rejection));
  }

  private static void requireSentAgainAsItWas(
      ConsumerRecord<byte[], byte[]> record, Receipt receipt) {
    Headers letter = LetterHeaders.of(record, receipt);
    Law.same(
        told(LetterHeaders.original(letter)),
        told(LetterHeaders.original(record.headers())),
        "a letter has the record's headers");
    Law.same(
        LetterHeaders.text(letter, LetterHeaders.DETAIL),
        Optional.of(((Receipt.Rejected) receipt).rejection().detail()),
        "a letter tells its own reason, whatever the record's headers say");
    Law.same(
        LetterHeaders.redriven(letter),
        LetterHeaders.redriven(record.headers()),
        "a letter keeps count of how often it was sent again");
    Law.holds(LetterHeaders.redriven(letter) >= 0, "which is no negative number");
  }

  private static List<String> told(Headers headers) {
    List<String> told = new ArrayList<>();
    for (Header header : headers) {
      told.add(header.key() + ":" + text(header.value()));
    }
    return told;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] input) {
    String[] lines = text(input).split("\n", -1);
    RecordHeaders headers = new RecordHeaders();
    int line = 1;
    for (; line < lines.length && !lines[line].isEmpty(); line++) {
      int colon = lines[line].indexOf(':');
      String name = colon < 0 ? lines[line] : lines[line].substring(0, colon);
      headers.add(name, latin(lines[line].substring(colon + 1)));
    }
    List<String> rest = List.of(lines).subList(Math.min(line + 1, lines.length), lines.length);
    return new ConsumerRecord<>(
        "topic",
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        latin(lines[0]),
        latin(String.join("\n", rest)),
        headers,
        Optional.empty());
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
