package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.HistoryAnswer;
import io.signalcoherence.ports.in.HistoryQuestion;
import io.signalcoherence.ports.in.HistoryRange;
import io.signalcoherence.ports.in.LookUpSignal.Lookup;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the store does, each question is answered by its deadline. */
final class ReadDeadlineTest {

  private static final Grant ALL = new Grant.EveryTenant();
  private static final Duration DEADLINE = Duration.ofMillis(100);
  private static final Duration HANG = Duration.ofSeconds(15);
  private static final Duration A_MOMENT = Duration.ofMillis(2);
  private static final int THREADS = 2;
  private static final int PLACES = 3;

  private final Rig rig = new Rig(settings(), PLACES);

  @Test
  void scoreHistoryAndLookUpAreAnsweredAtTheDeadlineHoweverLongTheStoreHangs() {
    rig.ledger.onRead = () -> rig.world.pass(HANG);

    assertThat(late(rig.engine.scores().ask(question())))
        .isInstanceOfSatisfying(
            CoherenceAnswer.Unavailable.class,
            told -> assertTooSlow(told.code(), told.retryAfter()));
    assertThat(late(rig.engine.histories().ask(history())))
        .isInstanceOfSatisfying(
            HistoryAnswer.Unavailable.class, told -> assertTooSlow(told.code(), told.retryAfter()));
    assertThat(late(rig.engine.lookUps().lookUp(signal(A, 1).key(), ALL)))
        .isInstanceOfSatisfying(
            Lookup.Unavailable.class, told -> assertTooSlow(told.code(), told.retryAfter()));
  }

  @Test
  void registryThatHangsDelaysNoAnswerEither() {
    rig.ledger.onRegistry = () -> rig.world.pass(HANG);

    assertThat(code(late(rig.engine.scores().ask(question())))).isEqualTo("ledger-too-slow");
  }

  @Test
  void nothingMoreIsReadForAQuestionWhoseDeadlineCameWhileTheRegistryHung() {
    List<Function<Engine, CompletionStage<?>>> questions =
        List.of(
            engine -> engine.scores().ask(question()),
            engine -> engine.histories().ask(history()),
            engine -> engine.lookUps().lookUp(signal(A, 1).key(), ALL));
    for (Function<Engine, CompletionStage<?>> asked : questions) {
      Rig slow = new Rig(settings(), PLACES);
      slow.ledger.onRegistry = () -> slow.world.pass(HANG);
      CompletionStage<?> answer = asked.apply(slow.engine);
      slow.world.settle();

      assertThat(answer.toCompletableFuture()).isDone();
      assertThat(slow.ledger.registryReads).isEqualTo(1);
      assertThat(slow.ledger.reads).isZero();
    }
  }

  @Test
  void resultThatComesLateIsDroppedAndTheNextQuestionIsRead() {
    rig.ledger.onRead = () -> rig.world.pass(HANG);
    CompletableFuture<CoherenceAnswer> late = ask();
    rig.world.settle();
    rig.ledger.onRead = () -> {};
    CompletableFuture<CoherenceAnswer> next = ask();
    rig.world.settle();

    assertThat(code(late.join())).isEqualTo("ledger-too-slow");
    assertThat(next.join()).isInstanceOf(CoherenceAnswer.Scored.class);
  }

  @Test
  void whenAllReadersHangQuestionsAreRefusedAtOnceOrAtTheirDeadlineAndNeverRead() {
    rig.ledger.onRead = () -> rig.world.pass(HANG);
    List<Duration> waits = new ArrayList<>();
    List<CompletableFuture<CoherenceAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rig.world.in(Duration.ofMillis(10L * i), () -> answers.add(timed(waits)));
    }
    rig.world.settle();

    assertThat(answers).hasSize(100).allMatch(CompletableFuture::isDone);
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(DEADLINE.plus(A_MOMENT)));
    assertThat(answers.stream().map(answer -> code(answer.join())))
        .containsOnly("ledger-too-slow", "readers-busy")
        .filteredOn("ledger-too-slow"::equals)
        .hasSize(THREADS);
    assertThat(waits).filteredOn(Duration::isZero).hasSize(100 - THREADS - PLACES);
    assertThat(rig.ledger.reads).isEqualTo(THREADS);
  }

  @Test
  void questionThatGotNoThreadInTimeIsNotReadAnyMore() {
    Rig slow = new Rig(settings().with(reads(1)));
    slow.ledger.onRead = () -> slow.world.pass(DEADLINE.multipliedBy(2));
    List<CompletableFuture<CoherenceAnswer>> answers =
        IntStream.range(0, 3)
            .mapToObj(i -> slow.engine.scores().ask(question()).toCompletableFuture())
            .toList();
    slow.world.settle();

    assertThat(answers.stream().map(answer -> code(answer.join())))
        .containsExactly("ledger-too-slow", "readers-busy", "readers-busy");
    assertThat(slow.ledger.reads).isEqualTo(1);
  }

  @Test
  void oneTimerServesHoweverManyQuestions() {
    World world = new World(1);
    Executor readers = world.threads(THREADS, PLACES);
    Surroundings given = world.surroundings(new Surroundings.Workers(readers, readers, readers));
    AtomicInteger timers = new AtomicInteger();
    Scheduler counting =
        (delay, task) -> {
          timers.incrementAndGet();
          world.in(delay, task);
        };
    Reads reads =
        new Reads(
            new Surroundings(
                given.workers(), counting, given.clock(), given.ticker(), given.jitter()),
            reads(THREADS));
    for (int i = 0; i < 1_000; i++) {
      CompletionStage<String> answer = reads.run(wanted -> "read", (code, retryAfter) -> code);
      world.settle();
      assertThat(answer.toCompletableFuture()).isCompletedWithValue("read");
    }

    assertThat(timers).hasValue(1);
    world.pass(HANG);
    assertThat(timers).hasValue(1);
    assertThat(world.watches()).isZero();
  }

  @Test
  void readOnTheCallersThreadIsWatchedTooThoughNothingWasUnderWayBefore() {
    World world = new World(1);
    Reads reads =
        new Reads(
            world.surroundings(
                new Surroundings.Workers(Runnable::run, Runnable::run, Runnable::run)),
            reads(1));
    CompletionStage<String> answer =
        reads.run(
            wanted -> {
              world.pass(HANG);
              return "late";
            },
            (code, retryAfter) -> code);

    assertThat(answer.toCompletableFuture()).isCompletedWithValue("ledger-too-slow");
  }

  @Test
  void readIsToldOnceItsResultIsNotWantedAnyMore() {
    World world = new World(1);
    Executor readers = world.threads(1, 1);
    Reads reads =
        new Reads(
            world.surroundings(new Surroundings.Workers(readers, readers, readers)), reads(1));
    List<Boolean> told = new ArrayList<>();
    CompletionStage<String> answer =
        reads.run(
            wanted -> {
              told.add(wanted.getAsBoolean());
              world.pass(DEADLINE.plus(A_MOMENT));
              told.add(wanted.getAsBoolean());
              return "late";
            },
            (code, retryAfter) -> code);
    world.settle();

    assertThat(told).containsExactly(true, false);
    assertThat(answer.toCompletableFuture()).isCompletedWithValue("ledger-too-slow");
  }

  @Test
  void historyThatNobodyWaitsForIsComputedNoFurther() {
    AsOfGrid grid = new AsOfGrid(EventTime.parse("2024-03-01T00:00:00Z"), Duration.ofHours(1), 9);
    HistoryReading reading = rig.ledger.memory().ports().windows().read(A, grid, 1).orElseThrow();
    AtomicInteger looks = new AtomicInteger();

    assertThat(Histories.points(reading, Thresholds.STANDARD, () -> true)).hasSize(9);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                Histories.points(reading, Thresholds.STANDARD, () -> looks.incrementAndGet() < 4));
    assertThat(looks).hasValue(4);
  }

  @Test
  void endAnswersWhatIsOpenAndWhatComesLater() {
    rig.ledger.onRead = () -> rig.world.pass(HANG);
    CompletableFuture<CoherenceAnswer> open = ask();
    rig.world.in(DEADLINE.dividedBy(2), rig.engine::endReads);
    rig.world.settle();

    assertThat(code(open.join())).isEqualTo("engine-ended");
    assertThat(ask()).isCompletedWithValueMatching(told -> code(told).equals("engine-ended"));
  }

  private <T> T late(CompletionStage<T> answer) {
    Instant asked = rig.world.instant();
    List<Duration> waits = new ArrayList<>();
    CompletableFuture<T> timed =
        answer
            .whenComplete(
                (told, failure) -> waits.add(Duration.between(asked, rig.world.instant())))
            .toCompletableFuture();
    rig.world.settle();
    assertThat(waits).hasSize(1);
    assertThat(waits.get(0)).isBetween(DEADLINE, DEADLINE.plus(A_MOMENT));
    return timed.join();
  }

  private CompletableFuture<CoherenceAnswer> timed(List<Duration> waits) {
    Instant asked = rig.world.instant();
    return ask()
        .whenComplete((told, failure) -> waits.add(Duration.between(asked, rig.world.instant())));
  }

  private CompletableFuture<CoherenceAnswer> ask() {
    return rig.engine.scores().ask(question()).toCompletableFuture();
  }

  private static void assertTooSlow(String code, Duration retryAfter) {
    assertThat(code).isEqualTo("ledger-too-slow");
    assertThat(retryAfter).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  private static String code(CoherenceAnswer answer) {
    return ((CoherenceAnswer.Unavailable) answer).code();
  }

  private static EngineSettings settings() {
    return Rig.oneLane().with(reads(THREADS));
  }

  private static EngineSettings.ReadSettings reads(int threads) {
    return new EngineSettings.ReadSettings(threads, 10, DEADLINE, 100);
  }

  private static CoherenceQuestion question() {
    return new CoherenceQuestion(A, ALL, Optional.empty(), Optional.empty(), 1);
  }

  private static HistoryQuestion history() {
    return new HistoryQuestion(
        A,
        ALL,
        new HistoryRange(Optional.empty(), Optional.empty(), Duration.ofHours(1)),
        Optional.empty());
  }
}
