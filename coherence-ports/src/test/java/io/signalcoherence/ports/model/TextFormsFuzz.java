package io.signalcoherence.ports.model;

import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.corpus.TimeOracle;
import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Texts that come back from outside: times, tokens, cursors, retention policies. */
final class TextFormsFuzz {

  private static final int LONGEST_MESSAGE = 400;

  private TextFormsFuzz() {}

  /** Tries one text, read as UTF-8 with replacement. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    time(text);
    read(text, CommitToken::decode)
        .ifPresent(token -> Law.same(token.encoded(), text, "a token has one text"));
    read(text, Cursor::decode)
        .ifPresent(cursor -> Law.same(cursor.encoded(), text, "a cursor has one text"));
    read(text, Retention::parse)
        .ifPresent(
            read -> Law.same(Retention.parse(read.toString()), read, "a policy is read again"));
    read(text, TraceId::new);
    read(text, ProvenanceId::parse)
        .ifPresent(id -> Law.same(id.toString(), text, "a provenance id has one text"));
    if (input.length >= CommitTokenBytes.LENGTH) {
      CommitTokenBytes.tryOut(input);
    }
  }

  private static void time(String text) {
    Optional<Instant> expected = TimeOracle.read(text);
    Law.same(Rfc3339.read(text), expected, "a time is read as java.time reads it");
    Optional<EventTime> found = read(text, EventTime::parse);
    Optional<Instant> inRange =
        expected
            .filter(instant -> !instant.isBefore(EventTime.EARLIEST))
            .filter(instant -> instant.isBefore(Instant.parse("+10000-01-01T00:00:00Z")));
    Law.same(found.map(EventTime::value), inRange, "an event time is one from 2000 to 9999");
    found.ifPresent(
        ts -> {
          Law.same(EventTime.parse(ts.toString()), ts, "what is written is read again");
          Law.same(ts.toString(), ts.value().toString(), "it is written as java.time writes it");
        });
  }

  /** The value; empty if it was refused as documented. */
  private static <T> Optional<T> read(String text, Function<String, T> type) {
    try {
      return Optional.of(type.apply(text));
    } catch (InvalidValueException e) {
      String message = String.valueOf(e.getMessage());
      Law.holds(message.length() <= LONGEST_MESSAGE, "a refusal shows little of what was found");
      Law.holds(message.chars().noneMatch(Character::isISOControl), "and nothing that controls");
      return Optional.empty();
    }
  }

  /** Numbers of any size within tokens and cursors. */
  private static final class CommitTokenBytes {

    private static final int LENGTH = Integer.BYTES + 2 * Long.BYTES;

    static void tryOut(byte[] input) {
      java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(input);
      int first = bytes.getInt();
      long second = bytes.getLong();
      long third = bytes.getLong();
      try {
        EpochNumber epoch = new EpochNumber(first);
        TransactionId transaction = new TransactionId(second);
        CommitToken token = CommitToken.ofFirstRun(epoch, transaction, third);
        Law.same(CommitToken.decode(token.encoded()), token, "a token is read again");
        Cursor cursor =
            new Cursor(new EpochId(new UUID(second, third)), epoch, transaction, (int) third);
        Law.same(Cursor.decode(cursor.encoded()), cursor, "a cursor is read again");
      } catch (InvalidValueException e) {
        Law.holds(first < 1 || second < 0 || third < 0 || (int) third < -1, "numbers in range fit");
      }
    }
  }
}
