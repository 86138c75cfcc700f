package io.signalcoherence.adapter.http.description;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said over one connection: each answer is held to the description of the request that it
 * answers, or, where that can't be told from the bytes, of any request.
 */
public final class Dialogue {

  private static final Pattern LINE = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.[01]\r\n");
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: ?([0-9]{1,9})\r\n", Pattern.CASE_INSENSITIVE);
  private static final Pattern CHUNKED =
      Pattern.compile("\r\ntransfer-encoding: ?chunked\r\n", Pattern.CASE_INSENSITIVE);
  private static final String BLANK = "\r\n\r\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final int CONTINUE = 100;

  private final Description description;
  private final StringBuilder sent = new StringBuilder();
  private int answered;

  /** By the document with the limits that hold by default. */
  public Dialogue() {
    this(new Description(ApiDocument.STANDARD));
  }

  /** By another description. */
  public Dialogue(Description description) {
    this.description = description;
  }

  /** Notes what is sent. */
  public void sent(byte[] bytes) {
    sent.append(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Fails if the next answer is not as described. */
  public void answered(Answered answer) {
    if (answer.status() == CONTINUE) {
      return;
    }
    String text = sent.substring(Math.min(answered, sent.length()));
    Matcher line = LINE.matcher(text);
    boolean known = line.lookingAt();
    List<String> faults =
        known
            ? description.faults(line.group(1), line.group(2), answer)
            : description.faults(answer);
    if (!faults.isEmpty()) {
      throw new AssertionError(
          (known ? line.group().trim() : "a request that can't be told")
              + " has an answer that is not described: "
              + faults);
    }
    answered += known ? length(text) : text.length();
  }

  /** How long the first request is; up to the end if that can't be told. */
  private static int length(String text) {
    int blank = text.indexOf(BLANK);
    if (blank < 0) {
      return text.length();
    }
    int head = blank + BLANK.length();
    String fields = text.substring(0, head);
    Matcher length = LENGTH.matcher(fields);
    if (length.find()) {
      return Math.min(text.length(), head + Integer.parseInt(length.group(1)));
    }
    if (CHUNKED.matcher(fields).find()) {
      int last = text.indexOf(LAST_CHUNK, head);
      return last < 0 ? text.length() : last + LAST_CHUNK.length();
    }
    return head;
  }
}
