package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** A request's first line, to the letter of RFC 9112, 3: Netty would let other white space pass. */
final class RequestLine {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
  private static final String VERSION = "HTTP/";

  private RequestLine() {}

  /**
   * Whether the bytes are a method, one space, a target, one space, a version and CR LF.
   *
   * @param feed where the LF stands
   */
  static boolean isStrict(ByteBuf buffer, int from, int feed) {
    int version = feed - 1 - VERSION.length() - "1.1".length();
    int space = buffer.indexOf(from, feed, (byte) ' ');
    if (space <= from || version <= space + 2 || buffer.getByte(feed - 1) != '\r') {
      return false;
    }
    return isToken(buffer, from, space)
        && isTarget(buffer, space + 1, version - 1)
        && buffer.getByte(version - 1) == ' '
        && isVersion(buffer.toString(version, feed - 1 - version, StandardCharsets.ISO_8859_1));
  }

  private static boolean isToken(ByteBuf buffer, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = (char) (buffer.getByte(at) & 0xFF);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !isDigit(c) && TOKEN_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTarget(ByteBuf buffer, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = buffer.getByte(at);
      if (b <= ' ' || b == 0x7F || b == '#') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVersion(String text) {
    return text.startsWith(VERSION)
        && isDigit(text.charAt(VERSION.length()))
        && text.charAt(VERSION.length() + 1) == '.'
        && isDigit(text.charAt(VERSION.length() + 2));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
