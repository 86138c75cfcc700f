package io.signalcoherence.adapter.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What is answered when more is under way than may be. */
final class Overload {

  private static final int JITTER_SECONDS = 3;

  private Overload() {}

  static Reply requests() {
    return reply("requests: as many under way as are taken (expected: fewer)");
  }

  static Reply bytes() {
    return reply("body: as many bytes under way as are taken (expected: fewer)");
  }

  static Reply connections() {
    return reply("connections: as many open as are taken (expected: fewer)");
  }

  /** So that those who were refused together do not come back together. */
  private static Reply reply(String detail) {
    int seconds = 1 + ThreadLocalRandom.current().nextInt(JITTER_SECONDS);
    return Reply.passing(Problem.OVERLOADED, detail, Duration.ofSeconds(seconds));
  }
}
