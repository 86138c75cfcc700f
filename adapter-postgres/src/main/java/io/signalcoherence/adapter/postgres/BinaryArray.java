package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * One column of many rows, in PostgreSQL's binary array format: a parameter that neither side has
 * to print or parse. Filled by one thread, then bound; the layout is that of {@code array_recv} and
 * of each element type's receive function.
 */
final class BinaryArray extends PGobject implements PGBinaryObject {

  private static final long serialVersionUID = 1L;

  /** The driver properties without which it would send arrays of these types as text. */
  static final String BINARY_TYPES = "1185,2951,1231,1182";

  private static final int OID_BYTEA = 17;
  private static final int OID_INT8 = 20;
  private static final int OID_INT4 = 23;
  private static final int OID_TEXT = 25;
  private static final int OID_DATE = 1082;
  private static final int OID_TIMESTAMPTZ = 1184;
  private static final int OID_NUMERIC = 1700;
  private static final int OID_UUID = 2950;

  private static final int HEADER = 20;
  private static final int FLAG_AT = 4;
  private static final int OID_AT = 8;
  private static final int LENGTH_AT = 12;
  private static final int LOWER_BOUND_AT = 16;

  private static final long MICROS = 1_000_000L;
  private static final long NANOS_A_MICRO = 1_000L;
  private static final long SECONDS_1970_TO_2000 = 946_684_800L;
  private static final long DAYS_1970_TO_2000 = 10_957L;
  private static final int NUMERIC_BASE = 10_000;
  private static final BigInteger BIG_BASE = BigInteger.valueOf(NUMERIC_BASE);
  private static final int LONG_BITS = 63;

  private byte[] bytes;
  private int length = HEADER;
  private int elements;

  private BinaryArray(String type, int elementOid, int capacity) {
    this.bytes = new byte[HEADER + capacity];
    setType(type);
    putInt(0, 1);
    putInt(OID_AT, elementOid);
    putInt(LOWER_BOUND_AT, 1);
  }

  static BinaryArray text(int size) {
    return new BinaryArray("_text", OID_TEXT, size * 24);
  }

  static BinaryArray bytea(int size) {
    return new BinaryArray("_bytea", OID_BYTEA, size * 40);
  }

  static BinaryArray int4(int size) {
    return new BinaryArray("_int4", OID_INT4, size * 8);
  }

  static BinaryArray int8(int size) {
    return new BinaryArray("_int8", OID_INT8, size * 12);
  }

  static BinaryArray uuid(int size) {
    return new BinaryArray("_uuid", OID_UUID, size * 20);
  }

  static BinaryArray timestamptz(int size) {
    return new BinaryArray("_timestamptz", OID_TIMESTAMPTZ, size * 12);
  }

  static BinaryArray date(int size) {
    return new BinaryArray("_date", OID_DATE, size * 8);
  }

  static BinaryArray numeric(int size) {
    return new BinaryArray("_numeric", OID_NUMERIC, size * 24);
  }

  BinaryArray add(@Nullable String value) {
    if (value == null) {
      putInt(FLAG_AT, 1);
      element(-1);
      return this;
    }
    return add(value.getBytes(StandardCharsets.UTF_8));
  }

  BinaryArray add(byte[] value) {
    int at = element(value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    return this;
  }

  BinaryArray add(int value) {
    putInt(element(Integer.BYTES), value);
    return this;
  }

  BinaryArray add(long value) {
    putLong(element(Long.BYTES), value);
    return this;
  }

  BinaryArray add(UUID value) {
    int at = element(2 * Long.BYTES);
    putLong(at, value.getMostSignificantBits());
    putLong(at + Long.BYTES, value.getLeastSignificantBits());
    return this;
  }

  /** Adds an instant; digits finer than the microsecond are floored. */
  BinaryArray add(Instant value) {
    return add(
        (value.getEpochSecond() - SECONDS_1970_TO_2000) * MICROS + value.getNano() / NANOS_A_MICRO);
  }

  /** Adds a date by its days since 1970-01-01. */
  BinaryArray addDay(long epochDay) {
    return add((int) (epochDay - DAYS_1970_TO_2000));
  }

  /** Adds a whole number of 0 or more. */
  BinaryArray add(BigInteger value) {
    if (value.signum() < 0) {
      throw new InvalidValueException("numeric", value, "0 or more");
    }
    short[] digits = new short[value.bitLength() / 13 + 1];
    int count = 0;
    BigInteger rest = value;
    while (rest.bitLength() > LONG_BITS) {
      BigInteger[] parts = rest.divideAndRemainder(BIG_BASE);
      digits[count++] = parts[1].shortValue();
      rest = parts[0];
    }
    for (long low = rest.longValue(); low > 0; low /= NUMERIC_BASE) {
      digits[count++] = (short) (low % NUMERIC_BASE);
    }
    int at = element(Short.BYTES * (4 + count));
    putShort(at, count);
    putShort(at + 2, Math.max(0, count - 1));
    putShort(at + 4, 0);
    putShort(at + 6, 0);
    for (int i = 0; i < count; i++) {
      putShort(at + 8 + Short.BYTES * i, digits[count - 1 - i]);
    }
    return this;
  }

  @Override
  public int lengthInBytes() {
    return length;
  }

  @Override
  public void toBytes(byte[] target, int offset) {
    putInt(LENGTH_AT, elements);
    System.arraycopy(bytes, 0, target, offset, length);
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("a parameter is only sent");
  }

  /** Without an element the text form is the same for all types; with one there is none. */
  @Override
  public @Nullable String getValue() {
    throw new UnsupportedOperationException("sent in binary only");
  }

  @Override
  public Object clone() {
    throw new UnsupportedOperationException("bound once");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return getType() + "[" + elements + "]";
  }

  /** Begins an element and returns where its bytes go. */
  private int element(int size) {
    int room = Integer.BYTES + Math.max(0, size);
    if (length + room > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + room));
    }
    putInt(length, size);
    int at = length + Integer.BYTES;
    length += room;
    elements++;
    return at;
  }

  private void putShort(int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private void putInt(int at, int value) {
    putShort(at, value >>> 16);
    putShort(at + 2, value);
  }

  private void putLong(int at, long value) {
    putInt(at, (int) (value >>> 32));
    putInt(at + Integer.BYTES, (int) value);
  }
}
