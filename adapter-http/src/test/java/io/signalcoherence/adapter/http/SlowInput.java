package io.signalcoherence.adapter.http;

import java.io.IOException;

/**
 * One input that comes too slowly or does not end.
 *
 * @param name what is wrong with it
 * @param answer what it is answered with, in the words of {@link SlowClient#outcome}
 * @param until what ends it
 * @param mebibytes the most that the server's threads may allocate on the heap for it, held or not
 * @param room the client's for bytes that it does not read; 0 for as much as is usual
 * @param script what the client does
 */
record SlowInput(String name, String answer, Until until, int mebibytes, int room, Script script) {

  /** What a client does, and what comes of it. */
  @FunctionalInterface
  interface Script {
    String play(SlowClient client) throws IOException;
  }

  /** When an input is answered or cut off. */
  enum Until {
    /** As soon as enough has come to know. */
    AT_ONCE("at once"),
    HEADER_TIME("`http.header-time`"),
    IDLE_TIME("`http.idle-time`"),
    REQUEST_TIME("`http.request-time`");

    private final String words;

    Until(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static SlowInput of(String name, String answer, Until until, Script script) {
    return new SlowInput(name, answer, until, 4, 0, script);
  }

  SlowInput within(int most) {
    return new SlowInput(name, answer, until, most, room, script);
  }

  SlowInput deaf(int bytes) {
    return new SlowInput(name, answer, until, mebibytes, bytes, script);
  }
}
