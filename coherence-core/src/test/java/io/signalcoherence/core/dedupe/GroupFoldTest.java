package io.signalcoherence.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How equal keys of one group are folded. */
final class GroupFoldTest {

  private static final Signals SIGNAL = Signals.of(new TenantId("alpha"));

  @Test
  void nothingFoldsToNothing() {
    assertThat(GroupFold.fold(List.<Signal>of(), Signal::key)).isEmpty();
  }

  @Test
  void firstToComeClaimsAndTheOthersFollowInTheOrderTheyCame() {
    Signal b1 = SIGNAL.withId("b").withMeasure("0.1", "1").signal();
    Signal a1 = SIGNAL.withId("a").withMeasure("0.2", "1").signal();
    Signal b2 = SIGNAL.withId("b").withMeasure("0.3", "1").signal();
    Signal b3 = SIGNAL.withId("b").withMeasure("0.1", "1").signal();

    assertThat(GroupFold.fold(List.of(b1, a1, b2, b3), Signal::key))
        .containsExactly(
            new GroupFold.Claimant<>(a1, List.of()), new GroupFold.Claimant<>(b1, List.of(b2, b3)));
  }

  @Property
  void everyArrivalIsInExactlyOneFoldAndKeysAscend(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 5) Integer> ids) {
    List<Numbered> arrivals =
        IntStream.range(0, ids.size())
            .mapToObj(i -> new Numbered(i, SIGNAL.withId("k" + ids.get(i)).signal()))
            .toList();

    List<GroupFold.Claimant<Numbered>> folds =
        GroupFold.fold(arrivals, arrival -> arrival.signal().key());

    assertThat(folds.stream().map(fold -> fold.first().signal().key()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(folds.stream().flatMap(GroupFoldTest::all).toList())
        .containsExactlyInAnyOrderElementsOf(arrivals);
    assertThat(folds)
        .allSatisfy(fold -> assertThat(all(fold).map(Numbered::arrived).toList()).isSorted());
  }

  private static Stream<Numbered> all(GroupFold.Claimant<Numbered> fold) {
    return Stream.concat(Stream.of(fold.first()), fold.followers().stream());
  }

  private record Numbered(int arrived, Signal signal) {}
}
