package io.signalcoherence.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayTest {

  private static final Instant NOW = Instant.parse("2025-06-01T12:34:56Z");
  private static final int SIGNALS = 12_345;

  @TempDir private Path folder;
  private SignalCoherence engine;
  private Principal caller;
  private SignalFile file;

  @BeforeEach
  void start() throws IOException {
    MemoryLedger ledger = MemoryLedger.create(InstantSource.fixed(NOW));
    Organisation organisation = new Organisation("local");
    caller = new Principal("tester", organisation);
    engine = SignalCoherence.builder(ledger.ports()).clock(InstantSource.fixed(NOW)).build();
    engine
        .tenants()
        .register(
            new Tenant(
                new TenantId("acme"),
                organisation,
                new Residency(new Cell("local"), Set.of(new Region("local"))),
                TenantState.ACTIVE,
                new TenantSettings(
                    Thresholds.STANDARD,
                    ShareWeight.ONE,
                    Retention.UNLIMITED,
                    PairLimit.STANDARD)));
    file = SignalFile.of(Files.write(folder.resolve("a.ndjson"), lines()));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void aRepeatAcceptsNothing() throws IOException {
    Replay.Outcome first = replay(engine.ingest()).run(file, asRecorded(), bytes -> {});
    Replay.Outcome second = replay(engine.ingest()).run(file, asRecorded(), bytes -> {});

    assertThat(first.tally().accepted()).isEqualTo(SIGNALS);
    assertThat(second.tally().accepted()).isZero();
    assertThat(second.tally().duplicates()).isEqualTo(SIGNALS);
  }

  @Test
  void aShiftIsFixedOnceSoThatALaterRepeatSendsTheSameKeys() throws IOException {
    Replay.Outcome first = replay(engine.ingest()).run(file, shifted(NOW), bytes -> {});
    Replay.Outcome later =
        replay(engine.ingest()).run(file, shifted(NOW.plus(Duration.ofDays(400))), bytes -> {});

    assertThat(later.shift()).isEqualTo(first.shift());
    assertThat(later.tally().duplicates()).isEqualTo(SIGNALS);
    EventTime end = replay(engine.ingest()).end(file, first.shift()).orElseThrow();
    assertThat(Duration.between(end.value(), NOW)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(first.shift().toSeconds() % 60).isZero();
  }

  @Test
  void aRunThatWasCutOffGoesOnAndTheNextOneBeginsAnew() throws IOException {
    CutOff cutOff = new CutOff(engine.ingest(), 24);
    assertThatThrownBy(() -> replay(cutOff).run(file, asRecorded(), bytes -> {}))
        .isInstanceOf(IllegalStateException.class);

    Replay.Outcome resumed = replay(engine.ingest()).run(file, asRecorded(), bytes -> {});
    Replay.Outcome again = replay(engine.ingest()).run(file, asRecorded(), bytes -> {});

    assertThat(resumed.resumedAfter()).isPositive();
    assertThat(resumed.tally().all()).isEqualTo(SIGNALS - resumed.resumedAfter());
    assertThat(again.resumedAfter()).isZero();
    assertThat(again.tally().duplicates()).isEqualTo(SIGNALS);
  }

  @Test
  void aPlaceInAnotherLedgerIsNotGoneOnFrom() throws IOException {
    CutOff cutOff = new CutOff(engine.ingest(), 24);
    assertThatThrownBy(() -> replay(cutOff).run(file, asRecorded(), bytes -> {}))
        .isInstanceOf(IllegalStateException.class);
    stop();
    start();

    Replay.Outcome elsewhere = replay(engine.ingest()).run(file, asRecorded(), bytes -> {});

    assertThat(elsewhere.resumedAfter()).isZero();
    assertThat(elsewhere.tally().accepted()).isEqualTo(SIGNALS);
  }

  @Test
  void whatHadNoOutcomeIsSentAgainUntilItHas() throws IOException {
    Replay.Outcome outcome =
        replay(new Shedding(engine.ingest())).run(file, asRecorded(), bytes -> {});

    assertThat(outcome.tally().accepted()).isEqualTo(SIGNALS);
  }

  @Test
  void withoutAnyOutcomeItGivesUpAndSaysHowToGoOn() {
    IngestSignals down = submission -> CompletableFuture.completedFuture(none(submission));

    assertThatThrownBy(() -> replay(down).run(file, asRecorded(), bytes -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run the same command again");
  }

  @Test
  void aLineThatIsNoSignalIsToldByItsNumber() throws IOException {
    SignalFile broken =
        SignalFile.of(Files.writeString(folder.resolve("b.ndjson"), line(0) + "\n{oops\n"));

    Tally tally = replay(engine.ingest()).run(broken, asRecorded(), bytes -> {}).tally();

    assertThat(tally.accepted()).isEqualTo(1);
    assertThat(tally.rejected()).isEqualTo(1);
    assertThat(tally.examples()).singleElement().asString().startsWith("line 2: ");
  }

  private Replay replay(IngestSignals ingest) {
    return new Replay(
        ingest,
        engine.lookUps(),
        JsonSignals.decoder(),
        caller,
        new Patience(Duration.ofMillis(300)));
  }

  private Replay.Options asRecorded() {
    return new Replay.Options(folder, Optional.empty());
  }

  private Replay.Options shifted(Instant to) {
    return new Replay.Options(folder, Optional.of(to));
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      lines.add(line(i));
    }
    return lines;
  }

  private static String line(int i) {
    return "{\"tenant_id\":\"acme\",\"source\":\"s"
        + i % 3
        + "\",\"signal_id\":\"n"
        + i
        + "\",\"ts\":\""
        + Instant.parse("2024-01-01T00:00:07Z").plusSeconds(i)
        + "\",\"type\":\"t\",\"value\":0.5}";
  }

  private static List<Receipt> none(Submission submission) {
    return submission.candidates().stream()
        .<Receipt>map(
            candidate ->
                new Receipt.Undetermined(
                    UndeterminedCause.LEDGER_UNAVAILABLE, Duration.ofMillis(1)))
        .toList();
  }

  /** Fails for good after a number of submissions. */
  private static final class CutOff implements IngestSignals {
    private final IngestSignals real;
    private int left;

    CutOff(IngestSignals real, int left) {
      this.real = real;
      this.left = left;
    }

    @Override
    public CompletionStage<List<Receipt>> submit(Submission submission) {
      if (left-- == 0) {
        throw new IllegalStateException("cut off");
      }
      return real.submit(submission);
    }
  }

  /** Stores every other submission in part alone. */
  private static final class Shedding implements IngestSignals {
    private final IngestSignals real;
    private int submissions;

    Shedding(IngestSignals real) {
      this.real = real;
    }

    @Override
    public CompletionStage<List<Receipt>> submit(Submission submission) {
      if (++submissions % 2 == 0) {
        return real.submit(submission);
      }
      List<Candidate> half = submission.candidates().subList(0, submission.candidates().size() / 2);
      return real.submit(new Submission(submission.origin(), submission.grant(), half))
          .thenApply(
              receipts -> {
                List<Receipt> all = new ArrayList<>(receipts);
                all.addAll(none(submission).subList(receipts.size(), none(submission).size()));
                return all;
              });
    }
  }
}
