package io.signalcoherence.launcher.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The lines of recorded signals, one after the other; blank ones are passed over. */
final class SignalLines implements AutoCloseable {

  /** The longest line that is read, in bytes; a longer one is cut off here and no signal. */
  static final int MAX_LINE = 64 * 1024;

  /**
   * Ends what was cut off. It is no UTF-8, so that what stands before it is never taken for all.
   */
  private static final byte CUT = (byte) 0xFF;

  private final InputStream in;
  private final LongSupplier consumed;
  private long number;
  private Optional<Line> kept = Optional.empty();

  SignalLines(InputStream in, LongSupplier consumed) {
    this.in = in;
    this.consumed = consumed;
  }

  /** A line: its number in the file, from 1, and what it holds. */
  static final class Line {
    private final long number;
    private final byte[] bytes;

    private Line(long number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    long number() {
      return number;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** Stored bytes taken so far. */
  long consumed() {
    return consumed.getAsLong();
  }

  /** The next line; empty at the end. */
  Optional<Line> next() throws IOException {
    if (kept.isPresent()) {
      Optional<Line> line = kept;
      kept = Optional.empty();
      return line;
    }
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(256);
      int read = in.read();
      if (read < 0) {
        return Optional.empty();
      }
      number++;
      while (read >= 0 && read != '\n') {
        if (line.size() <= MAX_LINE) {
          line.write(line.size() < MAX_LINE ? read : CUT);
        }
        read = in.read();
      }
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return Optional.of(new Line(number, bytes));
      }
    }
  }

  /** Whether there is nothing but what JSON has for white space, as in lines over HTTP. */
  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Gives a line back, to be the next one. */
  void again(Line line) {
    kept = Optional.of(line);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
