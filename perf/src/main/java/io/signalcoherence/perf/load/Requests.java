package io.signalcoherence.perf.load;

import java.nio.ByteBuffer;

/** What a driver sends. Used by its thread alone. */
@FunctionalInterface
public interface Requests {

  /**
   * The bytes of one request, head and body, ready to be read; they hold until the next call.
   *
   * @param index its number, from 0 without a gap
   * @param wallMillis the time of day, ms since 1970, for what is stamped with it
   */
  ByteBuffer write(long index, long wallMillis);
}
