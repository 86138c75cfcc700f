package io.signalcoherence.launcher.replay;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * Sends recorded signals again, in the order of their file. Repeating it is safe: the same keys are
 * sent, so what is stored is answered as a duplicate. A run that was cut off goes on where its last
 * remembered answer was.
 */
public final class Replay {

  private static final int BATCH = 500;
  private static final int IN_FLIGHT = 8;
  private static final int REMEMBER_EVERY = 10;

  private final IngestSignals ingest;
  private final LookUpSignal lookUps;
  private final SignalDecoder decoder;
  private final Principal principal;
  private final Patience patience;

  /**
   * Creates a replay.
   *
   * @param lookUps tells whether a remembered place is one of this ledger
   * @param patience decides how long unanswered signals are sent again
   */
  public Replay(
      IngestSignals ingest,
      LookUpSignal lookUps,
      SignalDecoder decoder,
      Principal principal,
      Patience patience) {
    this.ingest = ingest;
    this.lookUps = lookUps;
    this.decoder = decoder;
    this.principal = principal;
    this.patience = patience;
  }

  /**
   * How a file is to be sent.
   *
   * @param dataFolder where shift and progress are remembered
   * @param shiftTo the file's latest signal is moved to this minute; empty sends times as recorded
   */
  public record Options(Path dataFolder, Optional<Instant> shiftTo) {}

  /**
   * What became of a file.
   *
   * @param tally what its receipts add up to
   * @param shift how much later than recorded its signals were sent
   * @param resumedAfter lines that an earlier, unfinished run had sent; 0 if none had
   */
  public record Outcome(Tally tally, Duration shift, long resumedAfter) {}

  /**
   * Sends a file.
   *
   * @param progress is told the stored bytes that were read so far
   * @throws IOException if the file or the data folder fails; run it again to go on
   */
  public Outcome run(SignalFile file, Options options, LongConsumer progress) throws IOException {
    try (ReplayState state = ReplayState.of(options.dataFolder(), Recording.fingerprint(file))) {
      boolean shifted = options.shiftTo().isPresent();
      Duration shift = shifted ? shift(file, state, options.shiftTo().get()) : Duration.ZERO;
      long done = resumable(file, state.linesDone(shifted), shift);
      Tally tally = new Tally();
      Deque<Flight> flights = new ArrayDeque<>();
      try (SignalLines lines = file.lines()) {
        long landed = 0;
        for (Flight flight = read(lines, done, shift);
            !flight.lines().isEmpty();
            flight = read(lines, done, shift)) {
          progress.accept(lines.consumed());
          while (flights.size() == IN_FLIGHT || flights.stream().anyMatch(flight::sharesKey)) {
            long last = land(flights.remove(), tally);
            // what was refused may be admitted next time, so it is not remembered as done
            if (++landed % REMEMBER_EVERY == 0 && tally.rejected() == 0) {
              state.linesDone(shifted, last);
            }
          }
          flights.add(flight.sent(this));
        }
        while (!flights.isEmpty()) {
          land(flights.remove(), tally);
        }
        progress.accept(file.size());
      }
      state.linesDone(shifted, 0);
      return new Outcome(tally, shift, done);
    }
  }

  /** The remembered line, if this ledger holds its signal; else 0: it was another ledger. */
  private long resumable(SignalFile file, long done, Duration shift) throws IOException {
    if (done == 0) {
      return 0;
    }
    try (SignalLines lines = file.lines()) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get().number() == done) {
          return isStored(shifted(decoder.decode(line.get().bytes()), shift)) ? done : 0;
        }
      }
    }
    return 0;
  }

  private boolean isStored(Candidate candidate) {
    return candidate instanceof Candidate.WellFormed wellFormed
        && lookUps
                .lookUp(wellFormed.signal().key(), new Grant.EveryTenant())
                .toCompletableFuture()
                .join()
            instanceof LookUpSignal.Lookup.Found;
  }

  /** The latest event time that a run with these options sends; empty if there is no signal. */
  public Optional<EventTime> end(SignalFile file, Duration shift) throws IOException {
    return Recording.end(file, decoder).map(end -> new EventTime(end.value().plus(shift)));
  }

  private Duration shift(SignalFile file, ReplayState state, Instant to) throws IOException {
    Optional<Duration> fixed = state.shift();
    if (fixed.isPresent()) {
      return fixed.get();
    }
    EventTime end =
        Recording.end(file, decoder)
            .orElseThrow(() -> new IOException(file.name() + ": no line is a signal"));
    // whole minutes keep every signal in its place within its minute
    Duration shift = Duration.between(end.value(), to).truncatedTo(ChronoUnit.MINUTES);
    state.fixShift(shift);
    return shift;
  }

  /** The next lines that no one has answered; ends before a key that it has already. */
  private Flight read(SignalLines lines, long done, Duration shift) throws IOException {
    List<Long> numbers = new ArrayList<>(BATCH);
    List<Candidate> candidates = new ArrayList<>(BATCH);
    Set<SignalKey> keys = new HashSet<>();
    while (candidates.size() < BATCH) {
      Optional<SignalLines.Line> line = lines.next();
      if (line.isEmpty()) {
        break;
      }
      if (line.get().number() <= done) {
        continue;
      }
      Candidate candidate = shifted(decoder.decode(line.get().bytes()), shift);
      if (candidate instanceof Candidate.WellFormed wellFormed
          && !keys.add(wellFormed.signal().key())) {
        lines.again(line.get());
        break;
      }
      numbers.add(line.get().number());
      candidates.add(candidate);
    }
    return new Flight(numbers, candidates, keys, Optional.empty());
  }

  private static Candidate shifted(Candidate candidate, Duration shift) {
    if (shift.isZero() || !(candidate instanceof Candidate.WellFormed wellFormed)) {
      return candidate;
    }
    Signal signal = wellFormed.signal();
    SignalKey key = signal.key();
    EventTime ts = new EventTime(key.ts().value().plus(shift));
    return new Candidate.WellFormed(
        new Signal(
            new SignalKey(key.tenant(), key.source(), key.id(), ts),
            signal.type(),
            signal.value(),
            signal.weight(),
            signal.residency(),
            signal.attributes()));
  }

  /** Waits for a batch's receipts, sends again what has no outcome, and returns its last line. */
  private long land(Flight flight, Tally tally) throws IOException {
    Flight unanswered = flight;
    Patience.Wait wait = patience.begin();
    while (true) {
      List<Receipt> receipts = unanswered.receipts();
      List<Long> numbers = new ArrayList<>();
      List<Candidate> candidates = new ArrayList<>();
      Duration retryAfter = Duration.ZERO;
      for (int i = 0; i < receipts.size(); i++) {
        if (receipts.get(i) instanceof Receipt.Undetermined undetermined) {
          numbers.add(unanswered.lines().get(i));
          candidates.add(unanswered.candidates().get(i));
          retryAfter = undetermined.retryAfter();
        } else {
          tally.add(unanswered.lines().get(i), receipts.get(i));
        }
      }
      if (candidates.isEmpty()) {
        return flight.lines().get(flight.lines().size() - 1);
      }
      wait.before(retryAfter, candidates.size());
      unanswered = new Flight(numbers, candidates, flight.keys(), Optional.empty()).sent(this);
    }
  }

  private Submission submission(List<Candidate> candidates) {
    Origin origin = new Origin(Channel.REPLAY, principal, Optional.empty());
    return new Submission(origin, new Grant.EveryTenant(), candidates);
  }

  /** A batch on its way. */
  private record Flight(
      List<Long> lines,
      List<Candidate> candidates,
      Set<SignalKey> keys,
      Optional<CompletableFuture<List<Receipt>>> answer) {

    /** Whether both hold one key: then the earlier must land first, or the later might win it. */
    boolean sharesKey(Flight other) {
      return !Collections.disjoint(keys, other.keys);
    }

    Flight sent(Replay replay) {
      return new Flight(
          lines,
          candidates,
          keys,
          Optional.of(replay.ingest.submit(replay.submission(candidates)).toCompletableFuture()));
    }

    List<Receipt> receipts() {
      return answer.orElseThrow().join();
    }
  }
}
