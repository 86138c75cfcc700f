package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.engine.Passage.Verdict;
import org.junit.jupiter.api.Test;

final class PassageTest {

  private static final long LIMIT = 100;
  private static final long PAUSE = 20;
  private static final long CALM = 500;

  @Test
  void openPassageLetsAllPassUntilACallTakesLongerThanTheLimit() {
    Passage begun = Passage.OPEN.begun(1_000);
    assertThat(Passage.OPEN.verdict(1_000, LIMIT)).isEqualTo(Verdict.GO);
    assertThat(begun.verdict(1_000 + LIMIT, LIMIT)).isEqualTo(Verdict.GO);
    assertThat(begun.verdict(1_001 + LIMIT, LIMIT)).isEqualTo(Verdict.REFUSE);
    assertThat(begun.isStalled(1_001 + LIMIT, LIMIT)).isTrue();
  }

  @Test
  void nothingUnderWayIsNeverStalled() {
    Passage idle = Passage.OPEN.begun(0).gotThrough(10, LIMIT);
    assertThat(idle.isStalled(Long.MAX_VALUE, LIMIT)).isFalse();
    assertThat(idle.verdict(Long.MAX_VALUE, LIMIT)).isEqualTo(Verdict.GO);
  }

  @Test
  void failureLetsOneCallAtATimePassAfterThePauseAndAnAnswerOpensIt() {
    Passage failed = Passage.OPEN.begun(0).failed(10, PAUSE);
    assertThat(failed.verdict(10, LIMIT)).isEqualTo(Verdict.REFUSE);
    assertThat(failed.verdict(10 + PAUSE, LIMIT)).isEqualTo(Verdict.TRY);

    Passage tried = failed.begun(30);
    assertThat(tried.verdict(31, LIMIT)).isEqualTo(Verdict.REFUSE);
    assertThat(tried.failed(40, PAUSE).failures()).isEqualTo(2);
    Passage healed = tried.gotThrough(40, LIMIT);
    assertThat(healed.verdict(40, LIMIT)).isEqualTo(Verdict.GO);
    assertThat(healed.failures()).isZero();
  }

  @Test
  void storeThatFailsIsNotBackBetweenTwoCallsButWhenNobodyCalls() {
    Passage failed = Passage.OPEN.begun(0).failed(10, PAUSE);
    assertThat(failed.isInDoubtLately(10 + PAUSE, CALM)).isTrue();
    assertThat(failed.isInDoubtLately(10 + PAUSE + CALM - 1, CALM)).isTrue();
    assertThat(failed.isInDoubtLately(10 + PAUSE + CALM, CALM)).isFalse();
    assertThat(failed.begun(40).gotThrough(41, LIMIT).isInDoubtLately(41, CALM)).isFalse();
    assertThat(Passage.OPEN.isInDoubtLately(0, CALM)).isFalse();

    Passage slow = Passage.OPEN.begun(0).gotThrough(3 * LIMIT + 1, LIMIT);
    assertThat(slow.isInDoubtLately(3 * LIMIT + 1, CALM)).isTrue();
    assertThat(slow.isInDoubtLately(3 * LIMIT + 1 + CALM, CALM)).isFalse();
  }

  @Test
  void slowStoreIsWaitedForTwiceAsLongAsItTookLastAndNoLongerThanThreeLimits() {
    Passage slow = Passage.OPEN.begun(0).gotThrough(LIMIT + 20, LIMIT);
    assertThat(slow.patience(LIMIT)).isEqualTo(2 * (LIMIT + 20));
    assertThat(slow.verdict(LIMIT + 20, LIMIT)).isEqualTo(Verdict.GO);

    Passage slower = slow.begun(200).gotThrough(200 + 3 * LIMIT, LIMIT);
    assertThat(slower.patience(LIMIT)).isEqualTo(3 * LIMIT);
    assertThat(slower.verdict(500, LIMIT)).isEqualTo(Verdict.GO);
  }

  @Test
  void answerThatTookMoreThanThreeLimitsLeavesItInDoubt() {
    Passage late = Passage.OPEN.begun(0).gotThrough(3 * LIMIT + 1, LIMIT);
    assertThat(late.verdict(3 * LIMIT + 1, LIMIT)).isEqualTo(Verdict.TRY);
    assertThat(late.begun(400).gotThrough(410, LIMIT).verdict(410, LIMIT)).isEqualTo(Verdict.GO);
  }

  @Test
  void amongSeveralCallsEachEndShowsThatTheStoreStillAnswers() {
    Passage two = Passage.OPEN.begun(0).begun(90);
    assertThat(two.isStalled(LIMIT + 1, LIMIT)).isTrue();
    Passage one = two.gotThrough(95, LIMIT);
    assertThat(one.underway()).isEqualTo(1);
    assertThat(one.isStalled(95 + 2 * LIMIT - 10, LIMIT)).isFalse();
    assertThat(one.isStalled(96 + 2 * LIMIT, LIMIT)).isTrue();
  }
}
