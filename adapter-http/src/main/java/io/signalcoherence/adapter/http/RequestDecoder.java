package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 strictly (RFC 9112): lines end with CR LF, a length is given in one way only, and
 * a header field stands on one line.
 */
final class RequestDecoder extends HttpRequestDecoder {

  /** Room in the request line for what is not the URI. */
  private static final int METHOD_AND_VERSION = 32;

  /** Room for CR LF, so that Netty's bound, which depends on the pieces, is never the first. */
  private static final int LINE_END = 2;

  private static final int MAX_PART = 64 * 1024;

  private final Connection connection;
  private final int maxLine;
  private boolean inHead = true;
  private boolean lineSeen;
  private boolean broken;
  private int skipped;
  private HttpMethod method = HttpMethod.GET;

  RequestDecoder(Connection connection, HttpMessageLimits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.uriBytes() + METHOD_AND_VERSION + LINE_END)
            .setMaxHeaderSize(limits.headerBytes())
            .setMaxChunkSize(MAX_PART)
            .setValidateHeaders(true)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
    this.connection = connection;
    this.maxLine = limits.uriBytes() + METHOD_AND_VERSION;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
    connection.bytesArrived();
    super.channelRead(ctx, msg);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (broken) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    if (inHead) {
      TooLongHttpLineException tooLong = null;
      boolean begun = lineSeen || hasLine(buffer);
      if (!lineSeen && isTooLong(buffer)) {
        tooLong = new TooLongHttpLineException("request line and empty lines before it");
      }
      if (tooLong != null || (begun && hasBrokenLine(buffer))) {
        broken = true;
        buffer.skipBytes(buffer.readableBytes());
        out.add(refused(tooLong));
        return;
      }
      if (!lineSeen) {
        return; // Netty gets the line whole: of a part it would drop control characters
      }
    }
    int before = out.size();
    super.decode(ctx, buffer, out);
    for (int i = before; i < out.size(); i++) {
      Object object = out.get(i);
      if (object instanceof HttpRequest) {
        inHead = false;
      }
      if (object instanceof LastHttpContent) {
        inHead = true;
        lineSeen = false;
        skipped = 0;
        method = HttpMethod.GET;
      }
    }
  }

  /** Skips empty lines before a request (RFC 9112, 2.2); false if no line has begun. */
  private boolean hasLine(ByteBuf buffer) {
    while (buffer.isReadable()) {
      int at = buffer.readerIndex();
      if (buffer.getByte(at) != '\r') {
        return true;
      }
      if (buffer.readableBytes() == 1) {
        return false;
      }
      if (buffer.getByte(at + 1) != '\n') {
        return true;
      }
      buffer.skipBytes(2);
      skipped += 2;
    }
    return false;
  }

  /** Whether the request line, and the empty ones before it, are too long as far as they came. */
  private boolean isTooLong(ByteBuf buffer) {
    int at = buffer.readerIndex();
    int feed = buffer.indexOf(at, buffer.writerIndex(), (byte) '\n');
    int length = (feed < 0 ? buffer.writerIndex() : feed) - at - 1;
    return skipped + Math.max(0, length) > maxLine;
  }

  /** Whether the request line is not strict, or a later line of the head is a folded one. */
  private boolean hasBrokenLine(ByteBuf buffer) {
    int at = buffer.readerIndex();
    if (!lineSeen) {
      int feed = buffer.indexOf(at, buffer.writerIndex(), (byte) '\n');
      if (feed < 0) {
        return false;
      }
      if (!RequestLine.isStrict(buffer, at, feed)) {
        return true;
      }
      lineSeen = true;
      method = method(buffer, at, feed);
      at = feed + 1;
    }
    return hasFoldedLine(buffer, at);
  }

  private static HttpMethod method(ByteBuf buffer, int from, int feed) {
    int space = buffer.indexOf(from, feed, (byte) ' ');
    return HttpMethod.valueOf(buffer.toString(from, space - from, StandardCharsets.US_ASCII));
  }

  private static boolean hasFoldedLine(ByteBuf buffer, int from) {
    int end = buffer.writerIndex();
    for (int at = from; at < end; ) {
      byte first = buffer.getByte(at);
      int feed = buffer.indexOf(at, end, (byte) '\n');
      if (first == ' ' || first == '\t') {
        return true;
      }
      boolean empty = first == '\n' || (first == '\r' && feed == at + 1);
      if (feed < 0 || empty) {
        return false;
      }
      at = feed + 1;
    }
    return false;
  }

  /** Of the request's method, if that is known: an answer to HEAD has no body. */
  private HttpObject refused(@Nullable TooLongHttpLineException tooLong) {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/bad-request");
    request.setDecoderResult(
        DecoderResult.failure(
            tooLong == null
                ? new IllegalArgumentException("a line that is not as RFC 9112 has it")
                : tooLong));
    return request;
  }
}
