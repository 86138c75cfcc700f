package io.signalcoherence.core.cache;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** What may be done with a reading that was kept. Pure. */
public final class Keeping {

  private Keeping() {}

  /** How a reading may serve a question. */
  public enum Use {
    /** As it is. */
    SERVE,
    /** As it is, while a newer one is searched for that nobody waits for. */
    RENEW,
    /** If the ledger says that it still stands. */
    CHECK,
    /** Not at all: it must be read again. */
    LOAD
  }

  /**
   * How a reading may serve a question. A reading that is asked for again in the second half of its
   * freshness is to be renewed meanwhile: whoever asks at least once in each half never waits, a
   * search may take as long as half the freshness, and no key is searched for ahead of its time
   * more than twice a freshness. So is one that is known not to include a commit that was heard of;
   * that it is served until then breaks no promise, since it is as fresh as any may be.
   *
   * @param life how old its sums may become: the time to live, less what chance took off it
   * @param needed commits that the answer must include; one that is of another epoch, or not seen
   *     by the reading's snapshot, is not
   * @param heard commits that somebody said had changed the tenant; nothing rests on these, but a
   *     reading that is known not to include one need not be checked
   */
  public static Use use(
      KeptReading kept,
      CacheSettings settings,
      Duration life,
      Collection<CommitToken> needed,
      Collection<CommitToken> heard) {
    Snapshot snapshot = kept.reading().snapshot();
    if (kept.sinceLoaded().compareTo(life) > 0 || !includesAll(snapshot, needed)) {
      return Use.LOAD;
    }
    boolean changed = !includesAll(snapshot, heard);
    if (kept.sinceConfirmed().compareTo(settings.freshness()) > 0) {
      return changed ? Use.LOAD : Use.CHECK;
    }
    Duration half = settings.freshness().dividedBy(2);
    boolean due =
        changed || kept.sinceConfirmed().compareTo(half) > 0 || endsSoon(kept, settings, life);
    return due ? Use.RENEW : Use.SERVE;
  }

  /**
   * How to renew a reading ahead of its time: by a check, or by reading it again.
   *
   * @param life as for {@link #use}
   * @param heard as for {@link #use}
   */
  public static Use renewal(
      KeptReading kept, CacheSettings settings, Duration life, Collection<CommitToken> heard) {
    return includesAll(kept.reading().snapshot(), heard) && !endsSoon(kept, settings, life)
        ? Use.CHECK
        : Use.LOAD;
  }

  /** Whether its sums are so near their end that they may be too old when it is asked for next. */
  private static boolean endsSoon(KeptReading kept, CacheSettings settings, Duration life) {
    Duration half = settings.freshness().dividedBy(2);
    Duration halfLife = life.dividedBy(2);
    Duration before = half.compareTo(halfLife) < 0 ? half : halfLife;
    return kept.sinceLoaded().compareTo(life.minus(before)) > 0;
  }

  /** Whether a snapshot is known to include each of some commits. */
  public static boolean includesAll(Snapshot snapshot, Collection<CommitToken> tokens) {
    return tokens.stream().allMatch(token -> snapshot.includes(token) == Inclusion.INCLUDED);
  }

  /**
   * Whether a reading may be served, marked, where the ledger can't be read.
   *
   * @param mostAge how old a reading becomes before it is of no use at all
   */
  public static boolean mayServeStale(KeptReading kept, Duration mostAge) {
    return kept.sinceConfirmed().compareTo(mostAge) <= 0;
  }

  /**
   * The reading, no younger than by the clock of whoever computed it and ours: of two clocks that
   * disagree, the one that makes it older is believed.
   */
  public static KeptReading noYoungerThanTold(KeptReading kept, Instant now) {
    Duration told = Duration.between(kept.computedAt(), now);
    return told.compareTo(kept.sinceConfirmed()) > 0
        ? kept.later(told.minus(kept.sinceConfirmed()))
        : kept;
  }

  /**
   * How old the sums of one reading may become.
   *
   * @param ttl their time to live
   * @param jitterPercent how much of it chance takes off at most, 0 to 90
   * @param chance from 0 to less than 1
   */
  public static Duration life(Duration ttl, int jitterPercent, double chance) {
    return Duration.ofNanos((long) (ttl.toNanos() * (1 - chance * jitterPercent / 100)));
  }
}
