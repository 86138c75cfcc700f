package io.signalcoherence.perf.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes requests of ever new signals into a buffer. Used by one thread; what it returns holds
 * until the next call.
 */
final class RequestWriter implements Requests {

  private static final int SIGNAL_BYTES = 256;
  private static final int HEAD_BYTES = 512;
  private static final int SOURCES = 4;
  private static final int TYPES = 3;

  private final Traffic traffic;
  private final byte[] head;
  private final byte[] body;
  private final ByteBuffer request;
  private int length;
  private long sequence;
  private long textMillis = Long.MIN_VALUE;
  private byte[] text = new byte[0];

  RequestWriter(Traffic traffic, String host) {
    this.traffic = traffic;
    this.head =
        ascii(
            "POST /v1/coherence/signals HTTP/1.1\r\nHost: "
                + host
                + "\r\nContent-Type: "
                + (traffic.batch() == 1 ? Traffic.BatchFormat.JSON : traffic.format()).mediaType()
                + "\r\nContent-Length: ");
    int capacity = SIGNAL_BYTES * traffic.batch() + traffic.run().length() * traffic.batch();
    this.body = new byte[capacity];
    this.request = ByteBuffer.allocateDirect(capacity + HEAD_BYTES);
  }

  @Override
  public ByteBuffer write(long index, long wallMillis) {
    length = 0;
    boolean array = traffic.batch() > 1 && traffic.format() == Traffic.BatchFormat.JSON;
    boolean lines = traffic.batch() > 1 && !array;
    byte[] ts = timestamp(wallMillis);
    for (int i = 0; i < traffic.batch(); i++) {
      if (array) {
        put((byte) (i == 0 ? '[' : ','));
      }
      putSignal(index % traffic.tenants(), ts);
      if (lines) {
        put((byte) '\n');
      }
    }
    if (array) {
      put((byte) ']');
    }
    request.clear();
    request
        .put(head)
        .put(ascii(Integer.toString(length)))
        .put(HEAD_END)
        .put(body, 0, length)
        .flip();
    return request;
  }

  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final byte[] TENANT = ascii("{\"tenant_id\":\"load-");
  private static final byte[] SOURCE = ascii("\",\"source\":\"source-");
  private static final byte[] ID = ascii("\",\"signal_id\":\"");
  private static final byte[] TS = ascii("\",\"ts\":\"");
  private static final byte[] TYPE = ascii("\",\"type\":\"type-");
  private static final byte[] VALUE = ascii("\",\"value\":0.");
  private static final byte[] END = ascii(",\"weight\":1.0}");

  private void putSignal(long tenant, byte[] ts) {
    long number = sequence++;
    put(TENANT);
    putNumber(tenant, 2);
    put(SOURCE);
    putNumber(number % SOURCES, 1);
    put(ID);
    put(ascii(traffic.run()));
    put((byte) '-');
    putNumber(number, 9);
    put(TS);
    put(ts);
    put(TYPE);
    putNumber(number / SOURCES % TYPES, 1);
    put(VALUE);
    // Spread over [0,1) without a pattern in time: multiples of a number that shares no factor with
    // 10,000.
    putNumber(number * 7919 % 10_000, 4);
    put(END);
  }

  private byte[] timestamp(long wallMillis) {
    if (wallMillis != textMillis) {
      textMillis = wallMillis;
      text = ascii(Instant.ofEpochMilli(wallMillis).truncatedTo(ChronoUnit.MILLIS).toString());
    }
    return text;
  }

  private void put(byte single) {
    body[length++] = single;
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, body, length, bytes.length);
    length += bytes.length;
  }

  private void putNumber(long number, int digits) {
    int width = digits;
    for (long rest = number; width < 19 && rest >= power(width); width++) {}
    long left = number;
    for (int i = width - 1; i >= 0; i--) {
      body[length + i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += width;
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
