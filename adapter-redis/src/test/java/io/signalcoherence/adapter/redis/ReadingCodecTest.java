package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.redis.ReadingCodec.Written;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is written is read again, for ever; anything else is nothing. */
final class ReadingCodecTest {

  /** Written by the first version; must be read by every later one. */
  private static final String GOLDEN =
      "010000000461636d650000000065eda0fc0000000065eda0de075bcd1500000003000000"
          + "020000000000000001000000000000000700000001000000000000000100000002010000"
          + "00057372632d310000000374c3a900000000000000020000000545d964b8000000000910"
          + "43561a424fcb48000000000a098774738bc8222000000000000000000000010000000522"
          + "ecb25c00000000090821ab0d2127e5a4000000000a04c3ba39c5e411100000794e6ac5";

  private static final ReadingKey KEY = TestRedis.KEY;

  @Property
  void readingsAreReadAsTheyWereWritten(
      @ForAll @LongRange(min = 2) long max, @ForAll @IntRange(min = 0, max = 30) int pairs) {
    Written written = written(TestRedis.kept(max, pairs));

    assertThat(ReadingCodec.reading(KEY, ReadingCodec.reading(KEY, written))).contains(written);
    assertThat(ReadingCodec.snapshot(ReadingCodec.snapshot(written.reading().snapshot())))
        .contains(written.reading().snapshot());
  }

  @Property
  void anyChangedByteIsNoReading(
      @ForAll @IntRange(min = 0, max = 10_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int by) {
    byte[] bytes = ReadingCodec.reading(KEY, written(TestRedis.kept(7)));
    bytes[at % bytes.length] ^= (byte) by;

    assertThat(ReadingCodec.reading(KEY, bytes)).isEmpty();
  }

  @Property
  void anyBytesAreNoReadingAndNoHarm(@ForAll byte[] bytes) {
    assertThat(ReadingCodec.reading(KEY, bytes)).isEmpty();
    ReadingCodec.snapshot(bytes)
        .ifPresent(snapshot -> assertThat(ReadingCodec.snapshot(snapshot)).isEqualTo(bytes));
    assertThat(ChangeCodec.changes(TestRedis.LEDGER, bytes)).isEmpty();
  }

  @Test
  void readingOfAnotherKeyIsNone() {
    byte[] bytes = ReadingCodec.reading(KEY, written(TestRedis.kept(7)));
    Window later = Window.endingWith(EventTime.parse("2024-03-10T12:01:00Z"));

    assertThat(ReadingCodec.reading(new ReadingKey(new TenantId("acmf"), KEY.window()), bytes))
        .isEmpty();
    assertThat(ReadingCodec.reading(new ReadingKey(KEY.tenant(), later), bytes)).isEmpty();
  }

  @Property
  void sumsThatNoSignalsHaveAreNoReading(
      @ForAll @IntRange(min = 0, max = 3) int which, @ForAll @IntRange(min = 1) int by) {
    Sums sound = TestRedis.kept(7).reading().pairs().get(1).sums();
    BigInteger more = BigInteger.valueOf(by);
    Sums spoilt =
        switch (which) {
          case 0 -> new Sums(0, sound.weight(), sound.weightedValue(), sound.weightSquared());
          case 1 -> sums(sound, BigInteger.ZERO, more.add(sound.weight()));
          case 2 -> sums(sound, more.negate(), BigInteger.ZERO);
          default -> Sums.ZERO;
        };
    PairSums pair = TestRedis.kept(7).reading().pairs().get(1);
    Snapshot snapshot = TestRedis.kept(7).reading().snapshot();
    for (List<PairSums> pairs :
        List.of(List.of(new PairSums(pair.pair(), spoilt)), List.of(pair, pair))) {
      Written written =
          new Written(
              new WindowReading(KEY.window(), pairs, snapshot), TestRedis.kept(7).computedAt());
      assertThat(ReadingCodec.reading(KEY, ReadingCodec.reading(KEY, written))).isEmpty();
    }
  }

  private static Sums sums(Sums sound, BigInteger moreSquared, BigInteger moreValue) {
    return new Sums(
        sound.count(),
        sound.weight(),
        sound.weightedValue().add(moreValue.multiply(BigInteger.TEN.pow(9))),
        sound.weightSquared().add(moreSquared));
  }

  @Test
  void formIsThatOfTheFirstVersion() {
    String now = HexFormat.of().formatHex(ReadingCodec.reading(KEY, written(TestRedis.kept(7))));

    assertThat(now).isEqualTo(GOLDEN);
    assertThat(ReadingCodec.reading(KEY, HexFormat.of().parseHex(GOLDEN)))
        .contains(written(TestRedis.kept(7)));
  }

  @Test
  void changesAreReadAsTheyWereWritten() {
    Map<TenantId, CommitToken> changes =
        Map.of(
            new TenantId("acme"), TestRedis.token(7), new TenantId("b\u00e9"), TestRedis.token(8));
    EpochId ledger = TestRedis.LEDGER;
    byte[] bytes = ChangeCodec.changes(ledger, changes);

    assertThat(ChangeCodec.changes(ledger, bytes)).isEqualTo(changes);
    assertThat(ChangeCodec.changes(ledger, Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
    assertThat(ChangeCodec.changes(ledger, Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    assertThat(ChangeCodec.changes(new EpochId(new UUID(1, 1)), bytes)).isEmpty();
  }

  @Test
  void keysOfTwoTenantsNeverMeet() {
    ReadingKeys keys = new ReadingKeys("p:");
    byte[] one =
        keys.reading(TestRedis.LEDGER, new ReadingKey(new TenantId("a9:reading/1"), KEY.window()));
    byte[] other = keys.reading(TestRedis.LEDGER, new ReadingKey(new TenantId("a"), KEY.window()));

    String rest = "9:reading/136:" + TestRedis.LEDGER.value() + "8:28501201";
    assertThat(new String(one, UTF_8)).isEqualTo("p:12:a9:reading/1" + rest);
    assertThat(new String(other, UTF_8)).isEqualTo("p:1:a" + rest);
  }

  private static Written written(KeptReading kept) {
    return new Written(kept.reading(), kept.computedAt());
  }
}
