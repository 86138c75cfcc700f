package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.perf.proxy.BytePipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server beside the ledger, behind a pipe, which can be made to fail. Used by the drill's thread,
 * but for what tells of a {@link Scrape}.
 */
abstract class Neighbour implements AutoCloseable {

  /** How late each piece of what is sent is when the server is slow. */
  static final Duration LATE = Duration.ofMillis(5);

  private final BytePipe pipe;
  private long metBefore;
  private boolean stoppedStill;

  Neighbour(BytePipe pipe) {
    this.pipe = pipe;
  }

  /** Of the process that runs now, or ran last. */
  abstract long pid();

  abstract boolean isRunning();

  abstract void kill();

  abstract void restart();

  /** What tells the service where it is. */
  abstract Map<String, String> settings();

  /** The alert that must fire while it is away, or refuses. */
  abstract String alert(Outage.Kind kind);

  /** How long it may be away until that is told. */
  abstract Duration toldWithin();

  /** How long it may be away until readiness names it. */
  Duration degradedWithin() {
    return toldWithin();
  }

  /** Whether the metric that the alert rests on says that it is away, or refuses. */
  abstract boolean isMissed(Outage.Kind kind, Scrape seen);

  /**
   * Whether the service has made up for all that it missed.
   *
   * @param perSecond signals that come in a second by the door that this server is, if it is one
   */
  abstract boolean isMadeUpFor(Scrape seen, int perSecond);

  /** What signals are published with, if it takes any. */
  Optional<Publishing> publishing() {
    return Optional.empty();
  }

  /** Compares what it holds with the ledger, once the service has made up for what it missed. */
  List<Broken> compare(PostgresConfig ledger, boolean sabotaged) {
    return List.of();
  }

  final int port() {
    return pipe.port();
  }

  /** Makes the fault; returns when it is there. */
  void breakIt(Outage.Kind kind) throws IOException, InterruptedException {
    metBefore = pipe.met();
    switch (kind) {
      case KILLED -> kill();
      case FROZEN -> Freeze.stop(pid());
      case SLOW -> pipe.delay(LATE);
      case BLACK_HOLE -> pipe.blackhole(true);
      case CUT -> {
        pipe.refuse(true);
        pipe.cutAll();
      }
      case DISK_FULL, EXHAUSTED, FLUSHED, FULL -> throw new IllegalArgumentException(kind.name());
    }
  }

  /** Undoes the fault; returns when the server could serve again. */
  void mendIt(Outage.Kind kind) throws IOException, InterruptedException {
    stoppedStill = kind == Outage.Kind.FROZEN ? Freeze.state(pid()) == 'T' : !isRunning();
    switch (kind) {
      case KILLED -> restart();
      case FROZEN -> Freeze.resume(pid());
      case SLOW -> pipe.delay(Duration.ZERO);
      case BLACK_HOLE -> pipe.blackhole(false);
      case CUT -> pipe.refuse(false);
      case DISK_FULL, EXHAUSTED, FLUSHED, FULL -> throw new IllegalArgumentException(kind.name());
    }
  }

  /** Whether the fault was there, and the service met it; to be asked when it is over. */
  boolean wasMet(Outage.Kind kind) {
    return switch (kind) {
      case KILLED, FROZEN -> stoppedStill;
      case SLOW, BLACK_HOLE, CUT -> pipe.met() > metBefore;
      case DISK_FULL, EXHAUSTED, FLUSHED, FULL -> false;
    };
  }

  /** Ends the server; the pipe is ended too. */
  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
