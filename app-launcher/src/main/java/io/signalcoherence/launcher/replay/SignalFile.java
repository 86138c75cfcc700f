package io.signalcoherence.launcher.replay;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Recorded signals: NDJSON, plain or gzip (told by its first bytes), that can be read repeatedly.
 */
public final class SignalFile {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final long size;
  private final Opener opener;

  private SignalFile(String name, long size, Opener opener) {
    this.name = name;
    this.size = size;
    this.opener = opener;
  }

  /** Opens the bytes anew. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * A file.
   *
   * @throws IOException if it can't be read
   */
  public static SignalFile of(Path path) throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IOException(path + ": no such file, or not readable (expected: an NDJSON file)");
    }
    return new SignalFile(path.toString(), Files.size(path), () -> Files.newInputStream(path));
  }

  /** A resource of a class. */
  public static SignalFile ofResource(Class<?> owner, String resource) throws IOException {
    Opener opener =
        () -> {
          InputStream stream = owner.getResourceAsStream(resource);
          if (stream == null) {
            throw new IOException(resource + ": no such resource");
          }
          return stream;
        };
    try (InputStream stream = opener.open()) {
      return new SignalFile(resource, stream.transferTo(OutputStream.nullOutputStream()), opener);
    }
  }

  /** The name, for messages. */
  public String name() {
    return name;
  }

  /** The last part of the name. */
  public String shortName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Bytes as stored, compressed if they are. */
  public long size() {
    return size;
  }

  /** Opens the bytes as stored. */
  InputStream stored() throws IOException {
    return opener.open();
  }

  /** Opens the lines from the beginning. */
  SignalLines lines() throws IOException {
    CountingStream counted = new CountingStream(new BufferedInputStream(opener.open(), BUFFER));
    counted.mark(2);
    int magic = (counted.read() << Byte.SIZE) | counted.read();
    counted.reset();
    InputStream plain =
        magic == GZIP_MAGIC ? new GZIPInputStream(counted, BUFFER) : (InputStream) counted;
    return new SignalLines(new BufferedInputStream(plain, BUFFER), counted::count);
  }

  /** Counts the bytes as they are taken. */
  private static final class CountingStream extends FilterInputStream {

    private long count;
    private long marked;

    CountingStream(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public synchronized void mark(int limit) {
      super.mark(limit);
      marked = count;
    }

    @Override
    public synchronized void reset() throws IOException {
      super.reset();
      count = marked;
    }
  }
}
