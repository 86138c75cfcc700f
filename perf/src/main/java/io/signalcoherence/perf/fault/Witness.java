package io.signalcoherence.perf.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.SignalClient;
import io.signalcoherence.perf.drill.Told;
import io.signalcoherence.perf.fold.WindowFold;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Compares each score that is read with what had been acknowledged before. With a token it must
 * count all that was acknowledged before the signal of the token was sent, and that signal; without
 * one, all that was acknowledged longer ago than a score may be old, unless it says that it is
 * stale. Signals grow more and none is taken away, so a score that counts fewer is an older one.
 * Safe for use by several threads.
 */
final class Witness {

  /** What two clocks may differ by, and how long an answer may be on its way to be noted. */
  private static final Duration GRACE = Duration.ofMillis(100);

  private static final int FIRST_ROOM = 1024;

  private final WindowFold window;
  private final Duration freshness;
  private final LongSupplier nanoTime;
  private final Map<String, Known> tenants = new HashMap<>();
  private final Queue<Broken> older = new ConcurrentLinkedQueue<>();
  private int withToken;
  private int stale;

  /**
   * A question, and the least that its answer must count.
   *
   * @param token of the commit that the answer must include
   * @param least signals in the window
   */
  record Question(String tenant, Optional<String> token, long least) {}

  /** What was acknowledged of one tenant in the window: when, in order; and its newest token. */
  private static final class Known {
    private long[] moments = new long[FIRST_ROOM];
    private int count;
    private Optional<String> token = Optional.empty();
    private long least;
  }

  Witness(DrillSignal.Series series, Duration freshness) {
    this(series, freshness, System::nanoTime);
  }

  Witness(DrillSignal.Series series, Duration freshness, LongSupplier nanoTime) {
    this.window = new WindowFold(series.end());
    this.freshness = freshness;
    this.nanoTime = nanoTime;
  }

  private Known known(String tenant) {
    return tenants.computeIfAbsent(tenant, unused -> new Known());
  }

  /** How many signals of a tenant have been acknowledged that its score must count. */
  synchronized long counted(String tenant) {
    return known(tenant).count;
  }

  /**
   * Takes the answer to a push.
   *
   * @param before what {@link #counted} said of the first signal's tenant when it was sent
   */
  synchronized void took(List<DrillSignal> signals, SignalClient.Answer answer, long before) {
    for (int i = 0; i < signals.size(); i++) {
      Told.Kind told = answer.told().get(i).kind();
      boolean stored = told == Told.Kind.ACCEPTED || told == Told.Kind.DUPLICATE;
      if (stored && window.covers(signals.get(i).ts())) {
        add(known(signals.get(i).tenant()));
      }
    }
    Known first = known(signals.get(0).tenant());
    long least = before + (window.covers(signals.get(0).ts()) ? 1 : 0);
    if (answer.token().isPresent() && least >= first.least) {
      first.token = answer.token();
      first.least = least;
    }
  }

  private void add(Known known) {
    if (known.count == known.moments.length) {
      known.moments = Arrays.copyOf(known.moments, 2 * known.count);
    }
    known.moments[known.count++] = nanoTime.getAsLong();
  }

  /** What to ask, with the tenant's newest token if that is wanted and there is one. */
  synchronized Question ask(String tenant, boolean wanted) {
    Known known = known(tenant);
    if (wanted && known.token.isPresent()) {
      return new Question(tenant, known.token, known.least);
    }
    long until = nanoTime.getAsLong() - freshness.plus(GRACE).toNanos();
    int found = Arrays.binarySearch(known.moments, 0, known.count, until);
    return new Question(tenant, Optional.empty(), found < 0 ? -found - 1 : found);
  }

  /** Takes the answer to a question; one that is no score is for others to judge. */
  synchronized void saw(Question question, SignalClient.Reading reading) {
    if (reading.status() != 200) {
      return;
    }
    JsonNode score = reading.score();
    boolean saysStale = score.path("freshness").path("stale").asBoolean(false);
    long size = score.path("sample_size").asLong(-1);
    boolean named = question.token().isPresent();
    withToken += named ? 1 : 0;
    stale += saysStale ? 1 : 0;
    if (named ? saysStale || size < question.least() : !saysStale && size < question.least()) {
      older.add(
          new Broken(
              Broken.Law.READS_RIGHT,
              "%s%s: %d signals%s (expected: at least %d)"
                  .formatted(
                      question.tenant(),
                      named ? ", with a token" : "",
                      size,
                      saysStale ? ", stale" : "",
                      question.least())));
    }
  }

  /** Scores that were asked for with a token and came. */
  synchronized int withToken() {
    return withToken;
  }

  /** Scores that said they were stale. */
  synchronized int stale() {
    return stale;
  }

  /** Scores that were older than they may be. */
  List<Broken> broken() {
    return List.copyOf(older);
  }
}
