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
import java.util.List;

/**
 * Reads HTTP/1.1 strictly (RFC 9112): lines end with CR LF, a length is given in one way only, and
 * a header field stands on one line.
 */
final class RequestDecoder extends HttpRequestDecoder {

  /** Room in the request line for what is not the URI. */
  private static final int METHOD_AND_VERSION = 32;

  private static final int MAX_PART = 64 * 1024;

  private final Connection connection;
  private final int maxLine;
  private boolean inHead = true;
  private boolean lineSeen;
  private boolean broken;

  RequestDecoder(Connection connection, HttpMessageLimits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.uriBytes() + METHOD_AND_VERSION)
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
    if (inHead && hasBrokenLine(buffer)) {
      broken = true;
      buffer.skipBytes(buffer.readableBytes());
      out.add(refused());
      return;
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
      }
    }
  }

  /** Whether the request line is not strict, or a later line of the head is a folded one. */
  private boolean hasBrokenLine(ByteBuf buffer) {
    int end = buffer.writerIndex();
    boolean seen = lineSeen;
    for (int at = buffer.readerIndex(); at < end; ) {
      byte first = buffer.getByte(at);
      int feed = buffer.indexOf(at, end, (byte) '\n');
      if (first == ' ' || first == '\t') {
        return true;
      }
      if (feed < 0) {
        break;
      }
      boolean empty = first == '\n' || (first == '\r' && feed == at + 1);
      if (empty && seen) {
        break;
      }
      if (!empty && !seen && !RequestLine.isStrict(buffer, at, feed)) {
        return feed - at < maxLine;
      }
      seen = seen || !empty;
      at = feed + 1;
    }
    lineSeen = seen;
    return false;
  }

  private static HttpObject refused() {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
    request.setDecoderResult(
        DecoderResult.failure(
            new IllegalArgumentException("a line that is not as RFC 9112 has it")));
    return request;
  }
}
