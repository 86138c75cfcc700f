package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.error.TimedOutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Readers over a store that is quick, slow, broken or hangs, all from one seed. */
final class ReadDeadlineProperties {

  private static final String READ = "read";
  private static final int QUESTIONS = 200;
  private static final int MOST_MILLIS = 400;
  private static final Duration A_MOMENT = Duration.ofMillis(2);

  @Property(tries = 300)
  void eachQuestionIsAnsweredByItsDeadlineAndNothingPilesUp(@ForAll long seed) {
    World world = new World(seed);
    SplittableRandom chance = world.chance().split();
    int threads = 1 + chance.nextInt(4);
    int places = 1 + chance.nextInt(8);
    Duration deadline = Duration.ofMillis(10 + chance.nextInt(90));
    int hangPercent = chance.nextInt(100);
    Reads reads =
        new Reads(
            world.surroundings(workers(world.threads(threads, places))),
            new EngineSettings.ReadSettings(threads, places, deadline, 1));
    int[] answers = new int[QUESTIONS];
    world.afterEach(() -> assertThat(reads.open()).isLessThanOrEqualTo(threads + places));

    for (int i = 0; i < QUESTIONS; i++) {
      int index = i;
      world.in(
          Duration.ofMillis(chance.nextInt(2_000)),
          () -> {
            Duration asked = Duration.between(World.START, world.instant());
            reads
                .run(wanted -> read(world, chance, hangPercent), (code, retryAfter) -> code)
                .thenAccept(
                    code -> {
                      answers[index]++;
                      Duration now = Duration.between(World.START, world.instant());
                      assertWithin(world, now.minus(asked), deadline.plus(A_MOMENT));
                    });
          });
    }
    world.settle();
    world.pass(Duration.ofMinutes(1));
    world.rethrow();

    assertThat(answers).containsOnly(1);
    assertThat(reads.open()).isZero();
    assertThat(world.watches()).isZero();
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

  private static Surroundings.Workers workers(Executor readers) {
    Executor none =
        task -> {
          throw new RejectedExecutionException("not asked for");
        };
    return new Surroundings.Workers(none, readers, none);
  }
}
