package io.signalcoherence.adapter.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be committed of each partition: all up to the first record whose fate is not yet final.
 *
 * <p>A partition is taken, brings records with rising offsets (there may be gaps), and is given up,
 * maybe to be taken again later. Each time it is taken anew begins an assignment of its own: what
 * is told of a former one changes nothing. Knows no time, thread or broker; not thread-safe.
 */
final class OffsetBook {

  private final Map<Integer, Assignment> assignments = new HashMap<>();
  private int open;

  /** One record's place, to be settled once its fate is final. */
  static final class Ticket {

    private final Assignment assignment;
    private final long offset;
    private boolean settled;

    private Ticket(Assignment assignment, long offset) {
      this.assignment = assignment;
      this.offset = offset;
    }

    int partition() {
      return assignment.partition;
    }

    long offset() {
      return offset;
    }
  }

  /** A partition from when it was taken until it is given up. */
  private static final class Assignment {

    private final int partition;
    private final Deque<Ticket> open = new ArrayDeque<>();
    private long next = -1;
    private long committed = -1;

    Assignment(int partition) {
      this.partition = partition;
    }

    /** The offset that a successor would begin with; negative if nothing has come. */
    long position() {
      Ticket first = open.peekFirst();
      return first == null ? next : first.offset;
    }
  }

  /** A partition was taken. */
  void taken(int partition) {
    givenUp(partition);
    assignments.put(partition, new Assignment(partition));
  }

  /** A partition was given up, or lost; what is open of it is forgotten. */
  void givenUp(int partition) {
    Assignment ended = assignments.remove(partition);
    if (ended != null) {
      open -= ended.open.size();
    }
  }

  /**
   * A record came.
   *
   * @throws IllegalStateException if the partition is not ours, or the offset not beyond the last
   *     one: a commit could then pass over records
   */
  Ticket came(int partition, long offset) {
    Assignment assignment = current(partition);
    if (offset < assignment.next) {
      throw new IllegalStateException(
          "partition " + partition + ": offset " + offset + " after " + (assignment.next - 1));
    }
    Ticket ticket = new Ticket(assignment, offset);
    assignment.open.addLast(ticket);
    assignment.next = offset + 1;
    open++;
    return ticket;
  }

  /** The reader stands at an offset; up to it there are no more records than came. */
  void passed(int partition, long next) {
    Assignment assignment = current(partition);
    assignment.next = Math.max(assignment.next, next);
  }

  /** A record's fate is final; false if that is no news, or its assignment has ended. */
  boolean settled(Ticket ticket) {
    Assignment assignment = ticket.assignment;
    if (ticket.settled || !isCurrent(assignment)) {
      return false;
    }
    ticket.settled = true;
    while (!assignment.open.isEmpty() && assignment.open.peekFirst().settled) {
      assignment.open.removeFirst();
      open--;
    }
    return true;
  }

  /** Whether the record's partition is still held under the assignment that it came in. */
  boolean isCurrent(Ticket ticket) {
    return isCurrent(ticket.assignment);
  }

  /** By partition, the offset to commit, where that is beyond what was committed. */
  Map<Integer, Long> committable() {
    return committable(assignments.keySet());
  }

  /** As above, of some partitions. */
  Map<Integer, Long> committable(Collection<Integer> partitions) {
    Map<Integer, Long> offsets = new LinkedHashMap<>();
    for (int partition : partitions) {
      Assignment assignment = assignments.get(partition);
      if (assignment != null && assignment.position() > assignment.committed) {
        offsets.put(partition, assignment.position());
      }
    }
    return offsets;
  }

  /** A commit was acknowledged. One of a former assignment says too little of this one to harm. */
  void committed(int partition, long offset) {
    Assignment assignment = assignments.get(partition);
    if (assignment != null && offset <= assignment.position()) {
      assignment.committed = Math.max(assignment.committed, offset);
    }
  }

  /** Records of a partition from the first open one on, settled or not: what a crash repeats. */
  int open(int partition) {
    Assignment assignment = assignments.get(partition);
    return assignment == null ? 0 : assignment.open.size();
  }

  /** The same of all partitions together. */
  int open() {
    return open;
  }

  private Assignment current(int partition) {
    @Nullable Assignment assignment = assignments.get(partition);
    if (assignment == null) {
      throw new IllegalStateException("partition " + partition + ": not ours");
    }
    return assignment;
  }

  private boolean isCurrent(Assignment assignment) {
    return assignments.get(assignment.partition) == assignment;
  }
}
