package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A writer lane: the queues of its tenants, and at most one group on its way to the ledger. It runs
 * as steps on the writers' executor, never two at once, each making one append; while one is made,
 * the next group gathers. Thread-safe.
 */
final class Lane {

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    TENANT_FULL,
    SHED,
    CLOSED
  }

  private enum State {
    IDLE,
    LINGERING,
    BUSY
  }

  /** After the first failure what is queued has one more try. */
  private static final int ENOUGH_FAILURES = 2;

  private static final long LATELY_NANOS = Duration.ofSeconds(5).toNanos();

  private final EngineSettings settings;
  private final Surroundings surroundings;
  private final Appending appending;
  private final WaitingRoom room;
  private final Runnable onClosed;
  private final FairQueues queues;
  private final DrainRate rate = new DrainRate();
  private final Gate gate;
  private final EngineSettings.StallSettings stall;
  private final Watch watch;

  private State state = State.IDLE;
  private boolean closing;
  private boolean closed;
  private boolean begun;
  private boolean hasStored;
  private long lastStored;
  private long lastBeginning;
  private int lingerTicket;
  private volatile @Nullable GroupRun current;
  private volatile boolean abandoned;

  Lane(
      EngineSettings settings,
      Surroundings surroundings,
      Appending appending,
      WaitingRoom room,
      Runnable onClosed) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.appending = appending;
    this.room = room;
    this.onClosed = onClosed;
    this.queues = new FairQueues(settings.queues().perTenant());
    this.gate = appending.retries().gate();
    this.stall = settings.retries().stall();
    this.watch = new Watch(surroundings, this::look);
  }

  /** Takes a signal in; {@link #wake} follows. */
  synchronized Offer offer(Pending pending, ShareWeight weight) {
    if (closing) {
      return Offer.CLOSED;
    }
    if (sheds()) {
      return Offer.SHED;
    }
    return queues.offer(pending, weight) ? Offer.TAKEN : Offer.TENANT_FULL;
  }

  /**
   * Whether it refuses what comes, because the ledger is away or too slow. While that is in doubt,
   * it takes one group in to find out.
   */
  synchronized boolean sheds() {
    return switch (gate.verdict()) {
      case GO -> false;
      case TRY -> current != null || queues.size() >= settings.lanes().groupMaxSignals();
      case REFUSE -> true;
    };
  }

  /** Whether it refuses what comes, or does so but for the tries of a ledger that fails. */
  boolean isShedding() {
    return sheds() || gate.isInDoubtLately();
  }

  /** Whether it refuses nothing, and stored a signal in the last 5 s. */
  synchronized boolean isStoring() {
    return hasStored && surroundings.nanos() - lastStored < LATELY_NANOS && !isShedding();
  }

  synchronized int waiting() {
    return queues.size();
  }

  synchronized int waiting(TenantId tenant) {
    return queues.size(tenant);
  }

  /** Signals a second, lately; 0 if not known. */
  double rate() {
    return rate.perSecond();
  }

  /** Sees to it that what waits will be served. */
  void wake() {
    boolean go;
    synchronized (this) {
      go = state != State.BUSY && mayGo();
    }
    if (go) {
      hand(this::step);
    }
  }

  /** Takes no more; calls back once what it has is answered. */
  void close() {
    synchronized (this) {
      closing = true;
    }
    wake();
    reportClosed();
  }

  /** Answers everything it still has, without waiting for the ledger. */
  void abandon() {
    abandoned = true;
    answer(take(Integer.MAX_VALUE), UndeterminedCause.DRAINING);
    GroupRun run = current;
    if (run != null) {
      run.abandon();
    }
    reportClosed();
  }

  /** Decides, when not busy, between now, a little later, and nothing to do. */
  private boolean mayGo() {
    if (queues.isEmpty()) {
      state = State.IDLE;
      return false;
    }
    long linger = queues.size() >= settings.lanes().groupMaxSignals() ? 0 : toLinger();
    long wait = closing ? 0 : Math.max(linger, gate.pauseNanos());
    if (wait <= 0) {
      state = State.BUSY;
      return true;
    }
    if (state != State.LINGERING) {
      state = State.LINGERING;
      int ticket = ++lingerTicket;
      surroundings.later(Duration.ofNanos(wait), () -> lingered(ticket));
    }
    return false;
  }

  private long toLinger() {
    if (!begun) {
      return 0;
    }
    return lastBeginning + settings.lanes().linger().toNanos() - surroundings.nanos();
  }

  private void lingered(int ticket) {
    synchronized (this) {
      if (state != State.LINGERING || ticket != lingerTicket) {
        return;
      }
      state = State.BUSY;
    }
    hand(this::step);
  }

  /** One append of the group on its way, or of the next group. */
  private void step() {
    GroupRun run = current;
    if (run == null) {
      run = nextGroup();
    }
    Duration pause = run == null ? null : run.step();
    if (pause == null) {
      if (run != null) {
        served(run);
      }
      current = null;
      groupEnded();
    } else if (pause.isZero()) {
      hand(this::step);
    } else {
      surroundings.later(pause, () -> hand(this::step));
    }
  }

  private void served(GroupRun run) {
    long now = surroundings.nanos();
    rate.served(run.stored(), now - run.begunNanos());
    if (run.stored() > 0) {
      synchronized (this) {
        hasStored = true;
        lastStored = now;
      }
    }
  }

  /** Begins the next group; null if that failed, with all that was taken for it answered. */
  private @Nullable GroupRun nextGroup() {
    List<Pending> taken = take(settings.lanes().groupMaxSignals());
    try {
      long now = surroundings.nanos();
      synchronized (this) {
        begun = true;
        lastBeginning = now;
      }
      GroupRun run = new GroupRun(appending, gate, withoutTooOld(taken, now), now);
      current = run;
      watch.begin(Math.min(stall.limit().toNanos(), stall.answerTime().toNanos()));
      if (abandoned) {
        run.abandon();
      }
      return run;
    } catch (RuntimeException | Error e) {
      // Nothing of it has reached the ledger; whatever it was, the lane lives.
      answer(taken, UndeterminedCause.INTERNAL);
      return null;
    }
  }

  /** Answers who waits too long while a group is on its way; when to look again. */
  private long look() {
    GroupRun run = current;
    if (run == null) {
      return Watch.NOTHING;
    }
    boolean stalled = gate.isStalled();
    if (stalled) {
      answer(take(Integer.MAX_VALUE), UndeterminedCause.LEDGER_STALLED);
    }
    long next = stall.limit().toNanos();
    if (!stalled) {
      next = Math.min(next, gate.patienceNanos());
    }
    long left = run.begunNanos() + stall.answerTime().toNanos() - surroundings.nanos();
    if (left <= 0) {
      run.abandon();
      return next;
    }
    return Math.min(next, left);
  }

  private List<Pending> withoutTooOld(List<Pending> taken, long now) {
    long oldest = now - settings.queues().longestWait().toNanos();
    boolean allInTime = true;
    for (Pending pending : taken) {
      allInTime &= pending.arrivedNanos() >= oldest;
    }
    if (allInTime) {
      return taken;
    }
    List<Pending> inTime = new ArrayList<>(taken.size());
    List<Pending> late = new ArrayList<>();
    for (Pending pending : taken) {
      (pending.arrivedNanos() >= oldest ? inTime : late).add(pending);
    }
    answer(late, UndeterminedCause.LEDGER_UNAVAILABLE);
    return inTime;
  }

  private void groupEnded() {
    if (gate.failures() >= ENOUGH_FAILURES) {
      answer(take(Integer.MAX_VALUE), UndeterminedCause.LEDGER_STALLED);
    }
    boolean go;
    synchronized (this) {
      state = State.IDLE;
      go = mayGo();
    }
    if (go) {
      hand(this::step);
    }
    reportClosed();
  }

  private void reportClosed() {
    synchronized (this) {
      boolean done = queues.isEmpty() && (state == State.IDLE || abandoned);
      if (!closing || closed || !done) {
        return;
      }
      closed = true;
    }
    onClosed.run();
  }

  private List<Pending> take(int most) {
    List<Pending> taken;
    synchronized (this) {
      taken = queues.take(most);
    }
    room.leave(taken.size());
    return taken;
  }

  private void answer(List<Pending> signals, UndeterminedCause cause) {
    for (Pending pending : signals) {
      pending.answer(appending.retryAfter().undetermined(cause));
    }
  }

  /** Gives a step to the writers; if they take no more, nothing here may wait for them. */
  private void hand(Runnable step) {
    try {
      surroundings.workers().writers().execute(step);
    } catch (RejectedExecutionException e) {
      giveAllUp();
    }
  }

  /** Answers what is here. Who comes from then on finds the lane idle, and so wakes it. */
  private void giveAllUp() {
    GroupRun run = current;
    if (run != null) {
      run.abandon();
      current = null;
    }
    List<Pending> all;
    synchronized (this) {
      all = queues.take(Integer.MAX_VALUE);
      state = State.IDLE;
    }
    room.leave(all.size());
    answer(all, UndeterminedCause.INTERNAL);
    reportClosed();
  }
}
