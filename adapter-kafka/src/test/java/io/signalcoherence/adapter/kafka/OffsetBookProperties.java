package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.kafka.OffsetBook.Ticket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The book beside a plain model of what has come and what is final, over random histories. */
final class OffsetBookProperties {

  private static final int PARTITIONS = 3;

  /** What one assignment has brought: offset to whether its fate is final. */
  private static final class Stay {
    private final TreeMap<Long, Boolean> records = new TreeMap<>();
  }

  private static final class Model {
    private final Map<Integer, Stay> held = new HashMap<>();
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private final Map<Ticket, Stay> homes = new HashMap<>();
    private final List<Ticket> tickets = new ArrayList<>();
  }

  private final OffsetBook book = new OffsetBook();
  private final Model model = new Model();

  @Property(tries = 500)
  void neverCommitsPastWhatIsNotFinalAndNeverGoesBack(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int steps) {
    Map<Integer, Long> last = new HashMap<>();
    for (int i = 0; i < steps; i++) {
      step(random, last);
      check(last);
    }
  }

  @Property(tries = 300)
  void whenAllIsFinalAllIsCommittable(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int steps) {
    for (int i = 0; i < steps; i++) {
      step(random, new HashMap<>());
    }
    // The same whatever the order.
    Collections.shuffle(model.tickets, random);
    model.tickets.forEach(this::settle);
    model.held.forEach(
        (partition, stay) -> {
          assertThat(book.open(partition)).isZero();
          if (!stay.records.isEmpty()) {
            long told = model.acknowledged.getOrDefault(partition, -1L);
            assertThat(book.committable().getOrDefault(partition, told))
                .isEqualTo(stay.records.lastKey() + 1);
          }
        });
    assertThat(book.open()).isZero();
  }

  @Property(tries = 300)
  void whatIsToldOfAFormerAssignmentChangesNothing(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 200) int steps) {
    for (int i = 0; i < steps; i++) {
      step(random, new HashMap<>());
      Map<Integer, Long> committable = book.committable();
      int open = book.open();
      for (Ticket ticket : model.tickets) {
        if (model.homes.get(ticket) != model.held.get(ticket.partition())) {
          assertThat(book.settled(ticket)).isFalse();
          assertThat(book.isCurrent(ticket)).isFalse();
        }
      }
      assertThat(book.committable()).isEqualTo(committable);
      assertThat(book.open()).isEqualTo(open);
    }
  }

  private void step(Random random, Map<Integer, Long> last) {
    int partition = random.nextInt(PARTITIONS);
    switch (random.nextInt(10)) {
      case 0 -> {
        book.taken(partition);
        model.held.put(partition, new Stay());
        model.acknowledged.remove(partition);
        last.remove(partition);
      }
      case 1 -> {
        book.givenUp(partition);
        model.held.remove(partition);
        last.remove(partition);
      }
      case 2, 3, 4, 5 -> come(partition, random);
      case 6 ->
          book.committable()
              .forEach(
                  (committed, offset) -> {
                    book.committed(committed, offset);
                    model.acknowledged.put(committed, offset);
                  });
      default -> {
        if (!model.tickets.isEmpty()) {
          settle(model.tickets.get(random.nextInt(model.tickets.size())));
        }
      }
    }
  }

  private void come(int partition, Random random) {
    Stay stay = model.held.get(partition);
    if (stay == null) {
      return;
    }
    TreeMap<Long, Boolean> records = stay.records;
    long begin = records.isEmpty() ? random.nextInt(100) : records.lastKey() + 1;
    long offset = begin + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
    Ticket ticket = book.came(partition, offset);
    records.put(offset, false);
    model.tickets.add(ticket);
    model.homes.put(ticket, stay);
  }

  private void settle(Ticket ticket) {
    Stay stay = model.homes.get(ticket);
    boolean news = stay == model.held.get(ticket.partition()) && !stay.records.get(ticket.offset());
    assertThat(book.settled(ticket)).isEqualTo(news);
    if (news) {
      stay.records.put(ticket.offset(), true);
    }
  }

  private void check(Map<Integer, Long> last) {
    Map<Integer, Long> committable = book.committable();
    int open = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Stay stay = model.held.get(partition);
      if (stay == null || stay.records.isEmpty()) {
        assertThat(committable).doesNotContainKey(partition);
        continue;
      }
      TreeMap<Long, Boolean> records = stay.records;
      long expected =
          records.entrySet().stream()
              .filter(record -> !record.getValue())
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(records.lastKey() + 1);
      assertThat(expected).isGreaterThanOrEqualTo(last.getOrDefault(partition, 0L));
      last.put(partition, expected);
      boolean ahead = expected > model.acknowledged.getOrDefault(partition, -1L);
      assertThat(committable.getOrDefault(partition, -1L)).isEqualTo(ahead ? expected : -1L);
      open += records.tailMap(expected).size();
    }
    assertThat(book.open()).isEqualTo(open);
  }
}
