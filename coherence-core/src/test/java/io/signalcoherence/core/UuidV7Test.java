package io.signalcoherence.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.ProvenanceId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UuidV7Test {

  private static final long TIME = 1_710_072_000_123L;

  private long millis = TIME;
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis);

  @Test
  void idSaysItsMillisecondVersionAndVariant() {
    UUID id = new UuidV7(clock, new SplittableRandom(1)).next().value();

    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME);
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void idsRiseWithinAMillisecondAndWhenTheClockGoesBack() {
    UuidV7 ids = new UuidV7(clock, new SplittableRandom(1));
    String last = ids.next().toString();
    for (int i = 0; i < 10_000; i++) {
      millis = TIME - i % 5 + i / 1_000;
      String next = ids.next().toString();
      assertThat(next).isGreaterThan(last);
      last = next;
    }
  }

  @Test
  void countThatRunsOverItsLowBitsGoesOnInTheHigh() {
    RandomGenerator ones = () -> -1L;
    UuidV7 ids = new UuidV7(clock, ones);
    String last = ids.next().toString();
    for (int i = 0; i < 100; i++) {
      String next = ids.next().toString();
      assertThat(next).isGreaterThan(last);
      last = next;
    }
  }

  @Test
  void noIdComesTwiceFromManyThreads() {
    UuidV7 ids = new UuidV7(InstantSource.system(), new SecureRandom());
    Set<ProvenanceId> seen = ConcurrentHashMap.newKeySet();
    List<Integer> all = IntStream.range(0, 100_000).boxed().toList();
    assertThat(all.parallelStream().allMatch(unused -> seen.add(ids.next()))).isTrue();
  }
}
