package io.signalcoherence.core.engine;

import io.signalcoherence.core.dedupe.GroupFold.Claimant;
import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.IngestObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One group's way through the ledger, one append a step. A part that can't be stored is halved
 * until the culprit stands alone; a part whose outcome is unknown is appended again, the very same,
 * until it is known or the tries are used up. Every signal has its receipt when the last step
 * returns. Steps are made by one thread at a time; {@link #abandon} may come from any.
 */
final class GroupRun {

  private final Appending with;
  private final Gate gate;
  private final Verdict verdict;
  private final List<Pending> signals;
  private final long begunNanos;
  private final Duration oldestWait;
  private final Deque<Part> parts = new ArrayDeque<>();
  private int stored;
  private volatile boolean abandoned;

  GroupRun(Appending with, Gate gate, List<Pending> signals, long begunNanos) {
    this.with = with;
    this.gate = gate;
    this.verdict = new Verdict(with);
    this.signals = signals;
    this.begunNanos = begunNanos;
    long oldest = begunNanos;
    for (Pending signal : signals) {
      oldest = Math.min(oldest, signal.arrivedNanos());
    }
    this.oldestWait = Duration.ofNanos(begunNanos - oldest);
    if (!signals.isEmpty()) {
      parts.add(Part.folding(signals));
    }
  }

  /** How many signals the ledger has decided so far: newly stored, or held already. */
  int stored() {
    return stored;
  }

  long begunNanos() {
    return begunNanos;
  }

  /** Appends once, and answers what that decided; null when all is done, else when to go on. */
  @Nullable Duration step() {
    Duration pause = Duration.ZERO;
    Part part = abandoned ? null : parts.pollFirst();
    if (part != null) {
      try {
        pause = append(part);
      } catch (RuntimeException | Error e) {
        // Whatever it was, it was not foreseen: nothing is known of this part, and the lane lives.
        part.answer(undetermined(UndeterminedCause.INTERNAL));
        ended(part, false);
      }
    }
    if (abandoned || parts.isEmpty()) {
      answerMissing();
      return null;
    }
    return pause;
  }

  /** Answers now what has no receipt, and makes no further try. */
  void abandon() {
    abandoned = true;
    Receipt receipt = undetermined(UndeterminedCause.OUTCOME_UNKNOWN);
    signals.forEach(signal -> signal.answer(receipt));
  }

  private Duration append(Part part) {
    AppendResult result;
    try {
      result = tryOnce(part);
    } catch (OutcomeUnknownException e) {
      part.loseOutcome();
      return again(part);
    } catch (ConcurrencyConflictException e) {
      return again(part);
    } catch (UnavailableException | TimedOutException e) {
      // This try did nothing, but an earlier one may have: only a further try can tell.
      return part.outcomeUnknown() ? again(part) : giveUp(part);
    }
    if (result instanceof AppendResult.Appended appended) {
      answer(part, appended);
    } else {
      divide(part);
    }
    return Duration.ZERO;
  }

  /** One try, which the gate hears of: whatever the ledger answers, it answered. */
  private AppendResult tryOnce(Part part) {
    long from = with.retries().nanos();
    boolean away = false;
    gate.begun();
    try {
      return with.ledger().append(part.group());
    } catch (OutcomeUnknownException | UnavailableException | TimedOutException e) {
      away = true;
      throw e;
    } finally {
      part.tried(with.retries().nanos() - from);
      if (away) {
        gate.failed();
      } else {
        gate.gotThrough();
      }
    }
  }

  private Duration again(Part part) {
    EngineSettings.RetrySettings settings = with.retries().settings();
    int most = part.outcomeUnknown() ? settings.outcomeUnknownTries() : settings.conflictTries();
    if (part.tries() >= most) {
      return giveUp(part);
    }
    parts.addFirst(part);
    return with.retries().pause(part.tries());
  }

  private Duration giveUp(Part part) {
    part.answer(
        undetermined(
            part.outcomeUnknown()
                ? UndeterminedCause.OUTCOME_UNKNOWN
                : UndeterminedCause.LEDGER_UNAVAILABLE));
    ended(part, false);
    return Duration.ZERO;
  }

  private void answer(Part part, AppendResult.Appended appended) {
    List<Claim> claims = appended.claims();
    if (claims.size() != part.size()) {
      throw new CorruptException(
          "ledger-claims", claims.size() + " claims for " + part.size() + " entries", null);
    }
    tellChanged(part, appended);
    for (int i = 0; i < part.size(); i++) {
      Claimant<Pending> claimant = part.claimants().get(i);
      verdict.answer(claimant, claims.get(i), appended.token());
      stored += 1 + claimant.followers().size();
    }
    ended(part, true);
  }

  /**
   * Before anybody has a receipt, so that what is kept of the tenant is looked at anew from then
   * on. A search that began before may still answer from before; who must not see that brings his
   * token.
   */
  private void tellChanged(Part part, AppendResult.Appended appended) {
    Set<TenantId> changed = new HashSet<>();
    for (int i = 0; i < part.size(); i++) {
      if (appended.claims().get(i) instanceof Claim.Won) {
        changed.add(part.claimants().get(i).first().tenant());
      }
    }
    changed.forEach(tenant -> with.news().changed(tenant, appended.token()));
  }

  private void divide(Part part) {
    ended(part, false);
    if (part.size() > 1) {
      List<Part> halves = part.halves();
      parts.addFirst(halves.get(1));
      parts.addFirst(halves.get(0));
      return;
    }
    Claimant<Pending> alone = part.claimants().get(0);
    Pending culprit = alone.first();
    Receipt rejected =
        new Receipt.Rejected(
            new Rejection(RejectionReason.UNSTORABLE, "the store can't hold this signal"));
    culprit.answer(rejected);
    List<Pending> others = new ArrayList<>();
    for (Pending follower : alone.followers()) {
      if (follower.digest().equals(culprit.digest())) {
        follower.answer(rejected);
      } else {
        others.add(follower);
      }
    }
    if (!others.isEmpty()) {
      parts.addFirst(Part.folding(others));
    }
  }

  private void ended(Part part, boolean stored) {
    with.observer()
        .appended(
            new IngestObserver.GroupTiming(
                part.size(), oldestWait, Duration.ofNanos(part.spentNanos()), stored));
  }

  /** No signal leaves without a receipt, whatever went wrong above. */
  private void answerMissing() {
    for (Pending signal : signals) {
      if (!signal.isAnswered()) {
        signal.answer(undetermined(UndeterminedCause.INTERNAL));
      }
    }
  }

  private Receipt undetermined(UndeterminedCause cause) {
    return with.retryAfter().undetermined(cause);
  }
}
