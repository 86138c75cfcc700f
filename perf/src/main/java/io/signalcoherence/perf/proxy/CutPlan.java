package io.signalcoherence.perf.proxy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which COMMITs are cut, and counts. Safe for use by several threads.
 *
 * <p>A COMMIT is a candidate if its transaction sent a statement that contains the marker (an empty
 * marker: every COMMIT). Candidates are cut while {@link #cutNextCommits} has some left, and
 * otherwise with the probability that was set.
 */
public final class CutPlan {

  private final Map<CutMoment, AtomicLong> cuts = new EnumMap<>(CutMoment.class);
  private final AtomicLong commits = new AtomicLong();
  private long armed;
  private CutMoment armedMoment = CutMoment.COMMIT_ANSWERED;
  private double probability;
  private SplittableRandom random = new SplittableRandom(0);
  private volatile String marker = "";
  private volatile Duration holdBack = Duration.ofMillis(50);

  /** A plan that cuts nothing. */
  public CutPlan() {
    for (CutMoment moment : CutMoment.values()) {
      cuts.put(moment, new AtomicLong());
    }
  }

  /**
   * Only transactions that sent a statement containing {@code text}, in any case, are candidates
   * from now on.
   */
  public void onlyTransactionsWith(String text) {
    marker = text.toLowerCase(Locale.ROOT);
  }

  /** How long {@link CutMoment#COMMIT_HELD_BACK} keeps the COMMIT after the client was cut. */
  public void holdBackFor(Duration duration) {
    holdBack = duration;
  }

  /**
   * Cuts the next {@code count} candidates at {@code moment}; replaces what was left of an earlier
   * call.
   */
  public synchronized void cutNextCommits(int count, CutMoment moment) {
    armed = count;
    armedMoment = moment;
  }

  /**
   * Cuts each candidate with {@code chance} in [0,1], at a moment drawn from all four, in a
   * sequence set by {@code seed}.
   */
  public synchronized void cutRandomly(double chance, long seed) {
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException("chance: " + chance + " (expected: 0 to 1)");
    }
    probability = chance;
    random = new SplittableRandom(seed);
  }

  /** Candidates seen so far, cut or not. */
  public long commits() {
    return commits.get();
  }

  /** Cuts made so far at {@code moment}. */
  public long cuts(CutMoment moment) {
    return counter(moment).get();
  }

  /** Cuts made so far, of all kinds. */
  public long cuts() {
    return cuts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  boolean isMarked(String statement) {
    String wanted = marker;
    return wanted.isEmpty() || statement.toLowerCase(Locale.ROOT).contains(wanted);
  }

  boolean marksEveryTransaction() {
    return marker.isEmpty();
  }

  Duration holdBack() {
    return holdBack;
  }

  /** Called once for each candidate, when its COMMIT has been read from the client. */
  synchronized CutDecision decide() {
    commits.incrementAndGet();
    if (armed > 0) {
      armed--;
      return new CutDecision(true, armedMoment);
    }
    if (probability > 0 && random.nextDouble() < probability) {
      CutMoment[] moments = CutMoment.values();
      return new CutDecision(true, moments[random.nextInt(moments.length)]);
    }
    return CutDecision.NONE;
  }

  void made(CutMoment moment) {
    counter(moment).incrementAndGet();
  }

  private AtomicLong counter(CutMoment moment) {
    AtomicLong counter = cuts.get(moment);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + moment);
    }
    return counter;
  }

  /** Whether and when one COMMIT is cut. */
  record CutDecision(boolean cut, CutMoment moment) {
    static final CutDecision NONE = new CutDecision(false, CutMoment.COMMIT_ANSWERED);

    boolean at(CutMoment wanted) {
      return cut && moment == wanted;
    }
  }
}
