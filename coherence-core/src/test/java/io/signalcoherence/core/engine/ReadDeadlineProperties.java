package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.error.TimedOutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Readers over a store that is quick, slow, broken or hangs, all from one seed. */
final class ReadDeadlineProperties {

  private static final String READ = "read";
  private static final String KEPT = "kept";
  private static final int QUESTIONS = 200;
  private static final int MOST_MILLIS = 3_000;
  private static final Duration A_MOMENT = Duration.ofMillis(2);

  @Property(tries = 300)
  void eachQuestionIsAnsweredByItsDeadlineAndNothingPilesUp(@ForAll long seed) {
    World world = new World(seed);
    SplittableRandom chance = world.chance().split();
    int threads = 1 + chance.nextInt(4);
    int places = 1 + chance.nextInt(8);
    Duration deadline = Duration.ofMillis(10 + chance.nextInt(chance.nextBoolean() ? 90 : 2_000));
    Duration patience = deadline.compareTo(Reads.PATIENCE) < 0 ? deadline : Reads.PATIENCE;
    AtomicInteger looks = new AtomicInteger();
    Reads reads =
        new Reads(
            counting(world, world.threads(threads, places), looks),
            new EngineSettings.ReadSettings(threads, places, deadline, 1));
    Tally tally =
        new Tally(world, chance, new Bounds(deadline, patience, chance.nextInt(100)), reads);
    world.afterEach(() -> assertThat(reads.open()).isLessThanOrEqualTo(threads + places));

    for (int i = 0; i < QUESTIONS; i++) {
      int index = i;
      boolean keeps = chance.nextBoolean();
      world.in(Duration.ofMillis(chance.nextInt(2_000)), () -> tally.ask(index, keeps));
    }
    world.settle();
    world.pass(Duration.ofMinutes(1));
    world.rethrow();

    assertThat(tally.answers).containsOnly(1);
    assertThat(Arrays.stream(tally.offers)).allMatch(times -> times <= 1);
    assertThat(reads.open()).isZero();
    assertThat(world.watches()).isZero();
    // one for each moment at which something is due, and one for each patience that passes
    assertThat(looks.get())
        .isLessThan(2 * QUESTIONS + (int) (MOST_MILLIS * 2 / patience.toMillis()));
  }

  /** Until when a question must be answered, and offered something; how often a store hangs. */
  private record Bounds(Duration deadline, Duration patience, int hangPercent) {}

  /** How often each question was answered, and offered something. */
  private static final class Tally {

    private final World world;
    private final SplittableRandom chance;
    private final Bounds bounds;
    private final Reads reads;
    private final int[] answers = new int[QUESTIONS];
    private final int[] offers = new int[QUESTIONS];

    Tally(World world, SplittableRandom chance, Bounds bounds, Reads reads) {
      this.world = world;
      this.chance = chance;
      this.bounds = bounds;
      this.reads = reads;
    }

    void ask(int index, boolean keeps) {
      Duration asked = since(world);
      Duration most = keeps ? bounds.patience() : bounds.deadline();
      reads
          .<String>start(
              question -> question.answer(read(world, chance, bounds.hangPercent())),
              () -> {
                offers[index]++;
                assertWithin(world, since(world).minus(asked), bounds.patience().plus(A_MOMENT));
                return keeps ? Optional.of(KEPT) : Optional.empty();
              },
              (code, retryAfter) -> code)
          .thenAccept(
              code -> {
                answers[index]++;
                assertWithin(world, since(world).minus(asked), most.plus(A_MOMENT));
              });
    }
  }

  private static Duration since(World world) {
    return Duration.between(World.START, world.instant());
  }

  /** Kept, since a stage swallows what its dependents throw. */
  private static void assertWithin(World world, Duration found, Duration most) {
    if (found.compareTo(most) > 0) {
      world.fail(new AssertionError("answered after " + found + ", not " + most));
    }
  }

  private static String read(World world, SplittableRandom chance, int hangPercent) {
    boolean hangs = chance.nextInt(100) < hangPercent;
    world.pass(Duration.ofMillis(hangs ? chance.nextInt(MOST_MILLIS) : chance.nextInt(3)));
    return switch (chance.nextInt(10)) {
      case 0 -> throw new TimedOutException("ledger-socket-timeout", READ, null);
      case 1 -> throw new IllegalStateException("a bug");
      default -> READ;
    };
  }

  private static Surroundings counting(World world, Executor readers, AtomicInteger looks) {
    Executor none =
        task -> {
          throw new RejectedExecutionException("not asked for");
        };
    Surroundings given = world.surroundings(new Surroundings.Workers(none, readers, none));
    Scheduler counted =
        (delay, task) -> {
          looks.incrementAndGet();
          given.scheduler().after(delay, task);
        };
    return new Surroundings(
        given.workers(), counted, given.clock(), given.ticker(), given.jitter());
  }
}
