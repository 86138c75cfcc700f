package io.signalcoherence.core;

import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.out.ProvenanceIds;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562) that only rise: 48 bits of Unix milliseconds and 74 bits that
 * begin at random in each millisecond and go on by a random step of 1 to 2³² within it (section
 * 6.2, method 2). If the clock goes back, the last millisecond is used on. Thread-safe.
 */
final class UuidV7 implements ProvenanceIds {

  private static final int LOW_BITS = 62;
  private static final long LOW_MASK = (1L << LOW_BITS) - 1;
  // Of 12 bits the top one begins at 0: from there no machine counts to the end in a millisecond.
  private static final long START_HIGH_MASK = 0x7FF;
  private static final long STEP_MASK = 0xFFFF_FFFFL;
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 1L << 63;

  private final InstantSource clock;
  private final RandomGenerator seeds;
  private final SplittableRandom steps;

  private long millis = -1;
  private long high;
  private long low;

  /**
   * Creates a generator.
   *
   * @param clock tells the time, UTC
   * @param seeds where each millisecond begins; secure, if ids must not collide between processes
   */
  UuidV7(InstantSource clock, RandomGenerator seeds) {
    this.clock = clock;
    this.seeds = seeds;
    this.steps = new SplittableRandom(seeds.nextLong());
  }

  @Override
  public ProvenanceId next() {
    return new ProvenanceId(nextUuid());
  }

  private synchronized UUID nextUuid() {
    long now = clock.millis();
    if (now > millis) {
      begin(now);
    } else {
      goOn();
    }
    return new UUID(millis << Short.SIZE | VERSION | high, VARIANT | low);
  }

  private void begin(long now) {
    millis = now;
    high = seeds.nextLong() & START_HIGH_MASK;
    low = seeds.nextLong() & LOW_MASK;
  }

  private void goOn() {
    low += 1 + (steps.nextLong() & STEP_MASK);
    if (low > LOW_MASK) {
      low &= LOW_MASK;
      high++;
    }
  }
}
