package io.signalcoherence.perf.golden;

/**
 * A pseudo-random generator whose output is fixed by its seed on every JDK: SplitMix64 (Steele, Lea
 * and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not safe for use by
 * several threads.
 */
public final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Starts the sequence that belongs to {@code seed}. */
  public SplitMix64(long seed) {
    this.state = seed;
  }

  /** A generator for one part of a whole, independent of those for other parts of the same seed. */
  public static SplitMix64 forPart(long seed, long first, long second) {
    long mixed = mix(seed + GOLDEN_GAMMA);
    mixed = mix(mixed + first * GOLDEN_GAMMA);
    return new SplitMix64(mix(mixed + second * GOLDEN_GAMMA));
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A whole number in [0, bound); its bias is below bound / 2^63. */
  public long below(long bound) {
    return (nextLong() >>> 1) % bound;
  }

  /** A whole number in [0, bound) for a bound that fits an int. */
  public int below(int bound) {
    return (int) below((long) bound);
  }

  /** Whether an event with a probability of {@code one} in {@code outOf} happens. */
  public boolean chance(int one, int outOf) {
    return below(outOf) < one;
  }

  private static long mix(long bits) {
    long first = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}
