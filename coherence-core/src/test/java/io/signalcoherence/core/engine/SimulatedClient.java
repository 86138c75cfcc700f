package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.SignalStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends signals, again as long as their fate is undetermined, and checks every receipt it gets
 * against what is stored at that moment.
 */
final class SimulatedClient {

  private static final Set<UndeterminedCause> MAY_BE_STORED =
      EnumSet.of(UndeterminedCause.OUTCOME_UNKNOWN, UndeterminedCause.INTERNAL);

  /** However long the ledger or the registry hangs. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private static final int MANY_TRIES = 200;

  private final EngineSimulation simulation;
  private final Map<SignalKey, ProvenanceId> accepted = new HashMap<>();
  private final Set<String> mayHaveStored = new HashSet<>();
  private int requests;
  private int open;
  private int receipts;
  private String lastUndetermined = "";

  SimulatedClient(EngineSimulation simulation) {
    this.simulation = simulation;
  }

  /** Requests that are still on their way to a fate. */
  int open() {
    return open;
  }

  int receipts() {
    return receipts;
  }

  Map<SignalKey, ProvenanceId> accepted() {
    return accepted;
  }

  void send(List<Signal> signals) {
    open++;
    send(signals, 1);
  }

  private void send(List<Signal> signals, int tries) {
    assertThat(tries).as("tries of %s, last %s", signals, lastUndetermined).isLessThan(MANY_TRIES);
    String sender = "request-" + requests++;
    EngineSimulation.Instance process = simulation.anyProcess();
    Instant asked = simulation.world().instant();
    List<List<Receipt>> answers = new ArrayList<>();
    process
        .engine()
        .ingest()
        .submit(Rig.submission(sender, signals))
        .whenComplete(
            (answer, failure) ->
                simulation.checking(
                    () -> {
                      assertThat(failure).isNull();
                      if (!process.crashed()) {
                        answers.add(answer);
                        assertThat(answers).as("answers of one request").hasSize(1);
                        assertThat(Duration.between(asked, simulation.world().instant()))
                            .as("how long a request waited")
                            .isLessThan(LONGEST_ANSWER);
                        take(sender, signals, answer, tries);
                      }
                    }));
    if (answers.isEmpty()) {
      process.onCrash(
          () -> {
            if (answers.isEmpty()) {
              signals.forEach(signal -> mayHaveStored.add(sender + " " + signal.key()));
              sendLater(signals, tries, Duration.ofMillis(500));
            }
          });
    }
  }

  private void sendLater(List<Signal> signals, int tries, Duration pause) {
    simulation.world().in(pause, () -> send(signals, tries + 1));
  }

  private void take(String sender, List<Signal> signals, List<Receipt> answer, int tries) {
    assertThat(answer).hasSameSizeAs(signals);
    List<Signal> again = new ArrayList<>();
    Duration pause = Duration.ZERO;
    for (int i = 0; i < signals.size(); i++) {
      Signal signal = signals.get(i);
      receipts++;
      if (answer.get(i) instanceof Receipt.Undetermined undetermined) {
        assertThat(undetermined.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        if (MAY_BE_STORED.contains(undetermined.cause())) {
          mayHaveStored.add(sender + " " + signal.key());
        }
        lastUndetermined = undetermined.cause().toString();
        again.add(signal);
        pause = undetermined.retryAfter();
      } else {
        check(sender, signal, answer.get(i));
      }
    }
    if (again.isEmpty()) {
      open--;
    } else {
      sendLater(again, tries, pause);
    }
  }

  private void check(String sender, Signal signal, Receipt receipt) {
    Optional<Stored> stored = simulation.ledger().memory().ports().store().find(signal.key());
    if (receipt instanceof Receipt.Accepted told) {
      checkHeld(stored, signal, told.provenanceId(), told.ts());
      assertThat(accepted.put(signal.key(), told.provenanceId())).as("accepted twice").isNull();
      mayHaveStored.add(sender + " " + signal.key());
      assertThat(stored.orElseThrow().record().signal()).isEqualTo(signal);
    } else if (receipt instanceof Receipt.Duplicate told) {
      checkHeld(stored, signal, told.firstProvenanceId(), told.ts());
      assertThat(stored.orElseThrow().record().signal()).isEqualTo(signal);
    } else if (receipt instanceof Receipt.Conflict told) {
      checkHeld(stored, signal, told.firstProvenanceId(), told.ts());
      assertThat(stored.orElseThrow().record().signal()).isNotEqualTo(signal);
    } else if (receipt instanceof Receipt.Rejected told) {
      assertThat(told.rejection().reason()).isEqualTo(RejectionReason.UNSTORABLE);
      assertThat(EngineSimulation.isUnstorable(signal)).isTrue();
    }
  }

  private static void checkHeld(
      Optional<Stored> stored, Signal signal, ProvenanceId holder, EventTime ts) {
    assertThat(stored).as("acknowledged before it was durable").isPresent();
    assertThat(stored.get().record().provenance().id()).isEqualTo(holder);
    assertThat(ts).isEqualTo(signal.key().ts());
  }

  /** Whether the sender of what is stored was never told that it was not. */
  void checkOrigin(Stored stored) {
    String sender = stored.record().provenance().origin().principal().subject();
    assertThat(mayHaveStored).contains(sender + " " + stored.record().signal().key());
  }
}
