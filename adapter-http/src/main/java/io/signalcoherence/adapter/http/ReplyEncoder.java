package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes an answer as HTTP/1.1, head and body in one buffer. */
final class ReplyEncoder {

  private static final Map<Integer, byte[]> STATUS_LINES = new ConcurrentHashMap<>();
  private static final byte[] CONTENT_TYPE = ascii("content-type: ");
  private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length: ");
  private static final byte[] FIXED =
      ascii("\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\ndate: ");
  private static final byte[] CLOSE = ascii("\r\nconnection: close");
  private static final byte[] END = ascii("\r\n\r\n");
  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
  private static final int HEAD_ROOM = 320;

  private ReplyEncoder() {}

  /**
   * The bytes of an answer.
   *
   * @param date the value of the {@code Date} header
   * @param withBody false for HEAD, whose answer has the header of GET alone
   * @param close whether the connection ends with it
   */
  static ByteBuf encode(
      ByteBufAllocator allocator, Reply reply, byte[] date, boolean withBody, boolean close) {
    ByteBuf out = allocator.buffer(HEAD_ROOM + reply.body().length);
    out.writeBytes(STATUS_LINES.computeIfAbsent(reply.status(), ReplyEncoder::statusLine));
    out.writeBytes(CONTENT_TYPE);
    ByteBufUtil.writeAscii(out, reply.contentType());
    out.writeBytes(CONTENT_LENGTH);
    ByteBufUtil.writeAscii(out, Integer.toString(reply.body().length));
    for (Reply.Header header : reply.headers()) {
      ByteBufUtil.writeAscii(out, "\r\n");
      ByteBufUtil.writeAscii(out, header.name());
      ByteBufUtil.writeAscii(out, ": ");
      ByteBufUtil.writeAscii(out, header.value());
    }
    out.writeBytes(FIXED).writeBytes(date);
    if (close) {
      out.writeBytes(CLOSE);
    }
    out.writeBytes(END);
    return withBody ? out.writeBytes(reply.body()) : out;
  }

  static ByteBuf goOn(ByteBufAllocator allocator) {
    return allocator.buffer(CONTINUE.length).writeBytes(CONTINUE);
  }

  private static byte[] statusLine(int status) {
    HttpResponseStatus known = HttpResponseStatus.valueOf(status);
    return ascii("HTTP/1.1 " + status + " " + known.reasonPhrase() + "\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
