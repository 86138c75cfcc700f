package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, cursors and snapshots. */
final class PlacesTest {

  private static final EpochNumber FIRST = new EpochNumber(1);
  private static final EpochNumber SECOND = new EpochNumber(2);

  @Property
  void tokensAreReadAsTheyWereWritten(
      @ForAll @Positive int epoch,
      @ForAll @LongRange(min = 0) long transaction,
      @ForAll @LongRange(min = 0) long wal) {
    CommitToken token = token(epoch, transaction, wal);

    assertThat(token.encoded()).matches("[A-Za-z0-9_-]{28}");
    assertThat(CommitToken.decode(token.encoded())).isEqualTo(token);
  }

  @Property
  void tokensOfLaterRunsAreReadAsTheyWereWritten(
      @ForAll @Positive int epoch,
      @ForAll @IntRange(min = 2) int run,
      @ForAll @LongRange(min = 0) long transaction) {
    CommitToken token =
        new CommitToken(new EpochNumber(epoch), new RunNumber(run), id(transaction), 1);

    assertThat(token.encoded()).matches("[A-Za-z0-9_-]{34}");
    assertThat(CommitToken.decode(token.encoded())).isEqualTo(token);
  }

  @Test
  void tokenHasOneTextOnly() {
    String text = new CommitToken(FIRST, new RunNumber(2), id(1), 1).encoded();
    assertThat(text).endsWith("Q");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text.substring(0, 33) + "R"));
  }

  @Property
  void cursorsAreReadAsTheyWereWritten(
      @ForAll @Positive int readIn,
      @ForAll @Positive int epoch,
      @ForAll @LongRange(min = 0) long transaction,
      @ForAll @IntRange(min = -1) int position) {
    Cursor cursor = cursor(readIn, epoch, transaction, position);

    assertThat(cursor.encoded()).matches("[A-Za-z0-9_-]{44}");
    assertThat(Cursor.decode(cursor.encoded())).isEqualTo(cursor);
  }

  @Property
  void anyTextIsOneTokenOrNone(@ForAll String text) {
    try {
      assertThat(CommitToken.decode(text).encoded()).isEqualTo(text);
    } catch (InvalidValueException e) {
      assertThat(e.field()).isEqualTo("token");
    }
    try {
      assertThat(Cursor.decode(text).encoded()).isEqualTo(text);
    } catch (InvalidValueException e) {
      assertThat(e.field()).isEqualTo("cursor");
    }
  }

  @Property
  void anyChangedLetterIsAnotherTokenOrNone(
      @ForAll @LongRange(min = 0) long transaction,
      @ForAll @IntRange(min = 0, max = 27) int at,
      @ForAll @IntRange(min = 0, max = 127) int letter) {
    CommitToken token = token(1, transaction, 5);
    StringBuilder text = new StringBuilder(token.encoded());
    boolean changed = text.charAt(at) != (char) letter;
    text.setCharAt(at, (char) letter);
    try {
      assertThat(CommitToken.decode(text.toString()).equals(token)).isEqualTo(!changed);
    } catch (InvalidValueException e) {
      assertThat(changed).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "AAAA", "token", "\u0000", "AQAAAAEAAAAAAAAAAQAAAAAAAAAF===="})
  void garbageIsRefusedByName(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text))
        .matches(e -> e.field().equals("token"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Cursor.decode(text))
        .matches(e -> e.field().equals("cursor"));
  }

  @Test
  void otherVersionsLengthsAndRangesAreRefused() {
    ByteBuffer good = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token(1, 1, 1).encoded()));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text(good.put(0, (byte) 3))));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text(good.put(0, (byte) 2))));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text(good.put(0, (byte) 1).putInt(1, 0))));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text(good.putInt(1, 1).putLong(5, -1))));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(text(good.putLong(5, 1).putLong(13, -1))));
    assertThat(CommitToken.decode(text(good.putLong(13, 1)))).isEqualTo(token(1, 1, 1));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> CommitToken.decode(token(1, 1, 1).encoded() + "AAAA"));
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> cursor(1, 1, 1, -2));
  }

  private static String text(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.limit()];
    bytes.get(0, copy);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(copy);
  }

  @Test
  void cursorsAreOrderedByEpochThenTransactionThenPosition() {
    assertThat(
            List.of(
                Cursor.beginning(life(2)),
                cursor(2, 1, 1, -1),
                cursor(2, 1, 1, 0),
                cursor(2, 1, 1, 9),
                cursor(2, 1, 2, 0),
                cursor(2, 2, 1, 0)))
        .isSorted();
    assertThat(cursor(1, 1, 1, 1).compareTo(cursor(2, 1, 1, 1))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 9, INCLUDED",
    "1, 10, NOT_INCLUDED",
    "1, 11, INCLUDED",
    "1, 12, NOT_INCLUDED",
    "1, 13, INCLUDED",
    "1, 14, NOT_INCLUDED",
    "1, 15, NOT_INCLUDED",
    "1, 0, INCLUDED",
    "2, 1, UNKNOWN",
    "2, 99, UNKNOWN",
  })
  void snapshotIncludesWhatHadEndedBefore(int epoch, long transaction, Inclusion expected) {
    Snapshot snapshot = Snapshot.ofFirstRun(FIRST, id(10), id(14), Set.of(id(10), id(12)));

    assertThat(snapshot.includes(token(epoch, transaction, 0))).isEqualTo(expected);
    assertThat(snapshot).hasToString("1/10:14:10,12");
  }

  @Test
  void snapshotWithNothingInProgressIncludesAllBelowItsEnd() {
    Snapshot snapshot = Snapshot.ofFirstRun(SECOND, id(3), id(3), Set.of());

    assertThat(snapshot.includes(token(2, 2, 0))).isEqualTo(Inclusion.INCLUDED);
    assertThat(snapshot.includes(token(2, 3, 0))).isEqualTo(Inclusion.NOT_INCLUDED);
    assertThat(snapshot.includes(token(1, 2, 0))).isEqualTo(Inclusion.UNKNOWN);
    assertThat(snapshot).hasToString("2/3:3:");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Snapshot.ofFirstRun(FIRST, id(4), id(3), Set.of()));
  }

  private static TransactionId id(long value) {
    return new TransactionId(value);
  }

  private static CommitToken token(int epoch, long transaction, long wal) {
    return CommitToken.ofFirstRun(new EpochNumber(epoch), id(transaction), wal);
  }

  private static Cursor cursor(int readIn, int epoch, long transaction, int position) {
    return new Cursor(life(readIn), new EpochNumber(epoch), id(transaction), position);
  }

  private static EpochId life(int number) {
    return new EpochId(new UUID(0, number));
  }
}
