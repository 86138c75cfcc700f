package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The order of snapshots is that of what they see. */
final class SnapshotOrderProperties {

  private static final EpochNumber EPOCH = new EpochNumber(3);
  private static final int LAST_ID = 12;

  @Provide
  Arbitrary<Snapshot> snapshots() {
    Arbitrary<Set<Integer>> open = Arbitraries.integers().between(0, LAST_ID).set().ofMaxSize(6);
    return Combinators.combine(Arbitraries.integers().between(0, LAST_ID), open)
        .as((max, ids) -> snapshot(EPOCH, RunNumber.FIRST, max, ids));
  }

  @Property(tries = 5_000)
  void isNoOlderExactlyIfItSeesAllThatTheOtherSees(
      @ForAll("snapshots") Snapshot one, @ForAll("snapshots") Snapshot other) {
    assertThat(one.isNoOlderThan(other)).isEqualTo(seen(one).containsAll(seen(other)));
  }

  @Property
  void isNoOlderThanItself(@ForAll("snapshots") Snapshot one) {
    assertThat(one.isNoOlderThan(one)).isTrue();
  }

  @Property(tries = 5_000)
  void isTransitive(
      @ForAll("snapshots") Snapshot one,
      @ForAll("snapshots") Snapshot other,
      @ForAll("snapshots") Snapshot third) {
    if (one.isNoOlderThan(other) && other.isNoOlderThan(third)) {
      assertThat(one.isNoOlderThan(third)).isTrue();
    }
  }

  @Property
  void eachIsNoOlderThanTheOtherOnlyIfTheySeeTheSame(
      @ForAll("snapshots") Snapshot one, @ForAll("snapshots") Snapshot other) {
    if (one.isNoOlderThan(other) && other.isNoOlderThan(one)) {
      assertThat(seen(one)).isEqualTo(seen(other));
    }
  }

  @Property
  void laterLifeIsNewerWhateverItSees(
      @ForAll("snapshots") Snapshot one, @ForAll("snapshots") Snapshot other) {
    Snapshot laterRun = in(one, EPOCH, new RunNumber(2));
    Snapshot laterEpoch = in(one, new EpochNumber(4), RunNumber.FIRST);

    assertThat(laterRun.isNoOlderThan(other)).isTrue();
    assertThat(other.isNoOlderThan(laterRun)).isFalse();
    assertThat(laterEpoch.isNoOlderThan(laterRun)).isTrue();
    assertThat(laterRun.isNoOlderThan(laterEpoch)).isFalse();
  }

  @Property
  void newerOneIncludesEachTokenThatTheOlderIncludes(
      @ForAll("snapshots") Snapshot one, @ForAll("snapshots") Snapshot other) {
    if (one.isNoOlderThan(other)) {
      seen(other)
          .forEach(
              id ->
                  assertThat(one.includes(CommitToken.ofFirstRun(EPOCH, id, 0)))
                      .isEqualTo(Inclusion.INCLUDED));
    }
  }

  @Test
  void ofTwoServersEachMaySeeWhatTheOtherDoesNot() {
    Snapshot here = snapshot(EPOCH, RunNumber.FIRST, 9, Set.of(7));
    Snapshot there = snapshot(EPOCH, RunNumber.FIRST, 9, Set.of(8));

    assertThat(here.isNoOlderThan(there)).isFalse();
    assertThat(there.isNoOlderThan(here)).isFalse();
  }

  @Test
  void tokenOfALaterRunIsNotIncludedThoughItsTransactionSeemsToHaveEnded() {
    Snapshot beforeTheCrash = snapshot(EPOCH, new RunNumber(1), 9, Set.of());
    Snapshot afterTheCrash = snapshot(EPOCH, new RunNumber(2), 8, Set.of(7));
    CommitToken given = new CommitToken(EPOCH, new RunNumber(2), new TransactionId(7), 0);
    CommitToken givenBefore = new CommitToken(EPOCH, new RunNumber(1), new TransactionId(7), 0);

    assertThat(beforeTheCrash.includes(given)).isEqualTo(Inclusion.NOT_INCLUDED);
    assertThat(afterTheCrash.includes(given)).isEqualTo(Inclusion.NOT_INCLUDED);
    assertThat(afterTheCrash.includes(givenBefore)).isEqualTo(Inclusion.INCLUDED);
  }

  private static Snapshot snapshot(EpochNumber epoch, RunNumber run, int max, Set<Integer> ids) {
    TreeSet<TransactionId> open =
        ids.stream()
            .filter(id -> id < max)
            .map(TransactionId::new)
            .collect(Collectors.toCollection(TreeSet::new));
    TransactionId end = new TransactionId(max);
    return new Snapshot(epoch, run, open.isEmpty() ? end : open.first(), end, open);
  }

  private static Snapshot in(Snapshot snapshot, EpochNumber epoch, RunNumber run) {
    return new Snapshot(epoch, run, snapshot.min(), snapshot.max(), snapshot.inProgress());
  }

  /** By definition, one by one: no use is made of the order. */
  private static Set<TransactionId> seen(Snapshot snapshot) {
    return IntStream.rangeClosed(0, LAST_ID)
        .mapToObj(TransactionId::new)
        .filter(
            id ->
                id.compareTo(snapshot.min()) < 0
                    || (id.compareTo(snapshot.max()) < 0 && !snapshot.inProgress().contains(id)))
        .collect(Collectors.toSet());
  }
}
