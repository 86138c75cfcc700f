package io.signalcoherence.ports.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** An input in pieces of lengths that depend on nothing but the input, so that a find recurs. */
public final class Pieces {

  private static final int LONGEST = 40;

  private Pieces() {}

  /** The bytes in order, in pieces of 1 to 40 bytes; single bytes in one input of four. */
  public static List<byte[]> of(byte[] bytes) {
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(bytes));
    int longest = random.nextInt(4) == 0 ? 1 : LONGEST;
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(longest));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }
}
