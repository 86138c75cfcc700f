package io.signalcoherence.perf.drill;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What several senders of the same keys were told, over all services. Nothing is killed here, so
 * the law is strict: each key is told Accepted exactly once and Duplicate else. Safe for use by
 * several threads.
 */
final class KeyTally implements Promises {

  private final Entry[] entries;
  private int issued;
  private long receipts;
  private long accepted;
  private long duplicates;

  /** What was told of one key. */
  private static final class Entry {
    private int accepted;
    private int duplicates;
    private boolean strange;
    private Optional<UUID> provenance = Optional.empty();
  }

  KeyTally(int capacity) {
    this.entries = new Entry[capacity];
  }

  /** Notes that a signal is about to be sent. */
  synchronized void sending(List<DrillSignal> signals) {
    for (DrillSignal signal : signals) {
      if (entries[signal.number()] == null) {
        entries[signal.number()] = new Entry();
        issued = Math.max(issued, signal.number() + 1);
      }
    }
  }

  /** Takes the answers to what was sent, in its order. */
  synchronized void told(List<DrillSignal> signals, List<Told> answers) {
    for (int i = 0; i < answers.size(); i++) {
      Entry entry = entries[signals.get(i).number()];
      Told told = answers.get(i);
      switch (told.kind()) {
        case ACCEPTED -> {
          entry.accepted++;
          accepted++;
        }
        case DUPLICATE -> {
          entry.duplicates++;
          duplicates++;
        }
        case CONFLICT, REJECTED -> entry.strange = true;
        case UNKNOWN -> {
          continue;
        }
      }
      receipts++;
      entry.strange |= Journal.differ(entry.provenance, told.provenance());
      entry.provenance = entry.provenance.or(told::provenance);
    }
  }

  /** Adds a violation for each key that was not told what it had to be told. */
  synchronized void check(Violations violations) {
    for (int number = 0; number < issued; number++) {
      Entry entry = entries[number];
      if (entry == null) {
        continue;
      }
      if (entry.accepted != 1) {
        violations.add(
            Violation.Kind.FALSE_RECEIPT,
            "signal %d: accepted %d times, duplicate %d times"
                .formatted(number, entry.accepted, entry.duplicates));
      }
      if (entry.strange) {
        violations.add(
            Violation.Kind.FALSE_RECEIPT,
            "signal %d: a conflict, a rejection or two provenances".formatted(number));
      }
    }
  }

  @Override
  public synchronized int issued() {
    return issued;
  }

  @Override
  public synchronized boolean isAcknowledged(int number) {
    Entry entry = number >= 0 && number < issued ? entries[number] : null;
    return entry != null && entry.accepted + entry.duplicates > 0;
  }

  @Override
  public synchronized Optional<UUID> provenance(int number) {
    Entry entry = entries[number];
    return entry == null ? Optional.empty() : entry.provenance;
  }

  synchronized long receipts() {
    return receipts;
  }

  synchronized long accepted() {
    return accepted;
  }

  synchronized long duplicates() {
    return duplicates;
  }
}
