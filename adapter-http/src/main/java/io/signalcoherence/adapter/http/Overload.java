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

  /** In place of an answer: the work is done, so that the same again is answered as a duplicate. */
  static Reply answers() {
    return Reply.passing(
        Problem.UNDETERMINED,
        "answer: as many bytes under way as are taken; send the same again",
        patience());
  }

  /** In place of an answer, as above. */
  static Reply makers() {
    return Reply.passing(
        Problem.UNDETERMINED,
        "answer: as many being made as can be; send the same again",
        patience());
  }

  static Reply connections() {
    return reply("connections: as many open as are taken (expected: fewer)");
  }

  private static Reply reply(String detail) {
    return Reply.passing(Problem.OVERLOADED, detail, patience());
  }

  /** So that those who were refused together do not come back together. */
  private static Duration patience() {
    return Duration.ofSeconds(1 + ThreadLocalRandom.current().nextInt(JITTER_SECONDS));
  }
}
