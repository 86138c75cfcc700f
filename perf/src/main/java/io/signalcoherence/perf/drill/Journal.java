package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that was sent and everything that was told, kept by a process that is never killed.
 *
 * <p>An attempt is written down before its first byte leaves, an answer when it has been read
 * whole. Receipts are checked as they come: a key is told Accepted at most once, and Duplicate only
 * after an attempt whose outcome the sender could not know, or after an acknowledgement. Safe for
 * use by several threads.
 */
public final class Journal implements Promises {

  private final Writer file;
  private final Violations violations;
  private final Entry[] entries;
  private final Set<Long> inFlight = new HashSet<>();
  private final Set<Long> watched = new HashSet<>();
  private boolean victimIsDead;
  private int struck;
  private long attempts;
  private int issued;
  private int acknowledged;
  private int acceptedAtFirst;
  private int duplicatesTold;
  private int conflictsTold;

  /** What is known of one signal. */
  private static final class Entry {
    private int unanswered;
    private boolean acknowledged;
    private Optional<UUID> provenance = Optional.empty();
  }

  public Journal(int capacity, Writer file, Violations violations) {
    this.entries = new Entry[capacity];
    this.file = file;
    this.violations = violations;
  }

  /** The next number that nobody has sent; −1 when the capacity is used up. */
  public synchronized int issue() {
    if (issued == entries.length) {
      return -1;
    }
    entries[issued] = new Entry();
    return issued++;
  }

  /** Writes down an attempt that is about to be sent. */
  public synchronized Attempt sending(Attempt.Purpose purpose, List<DrillSignal> signals) {
    Attempt attempt = new Attempt(attempts++, purpose, List.copyOf(signals));
    inFlight.add(attempt.id());
    StringBuilder line = new StringBuilder("S ").append(attempt.id()).append(' ').append(purpose);
    for (DrillSignal signal : signals) {
      line.append(' ').append(signal.number());
      if (purpose == Attempt.Purpose.DELIVER) {
        entry(signal).unanswered++;
      }
    }
    write(line);
    return attempt;
  }

  /** Writes down what an attempt was told, in the order of its signals. */
  public synchronized void told(Attempt attempt, List<Told> answers) {
    if (answers.size() != attempt.signals().size()) {
      throw new IllegalArgumentException(
          "answers: " + answers.size() + " (expected: " + attempt.signals().size() + ")");
    }
    inFlight.remove(attempt.id());
    if (watched.remove(attempt.id()) && (victimIsDead || answers.contains(Told.UNKNOWN))) {
      struck++;
    }
    StringBuilder line = new StringBuilder("T ").append(attempt.id()).append(' ');
    for (int i = 0; i < answers.size(); i++) {
      line.append(answers.get(i).kind().letter());
      check(attempt, attempt.signals().get(i), answers.get(i));
    }
    write(line);
  }

  private void check(Attempt attempt, DrillSignal signal, Told told) {
    switch (attempt.purpose()) {
      case DELIVER -> delivered(attempt, signal, told);
      case REPEAT -> repeated(attempt, signal, told);
      case CONTRADICT -> contradicted(attempt, signal, told);
    }
  }

  private void delivered(Attempt attempt, DrillSignal signal, Told told) {
    Entry entry = entry(signal);
    switch (told.kind()) {
      case ACCEPTED -> {
        if (entry.acknowledged) {
          violations.add(Violation.Kind.FALSE_RECEIPT, "accepted twice: " + at(attempt, signal));
        }
        acceptedAtFirst += entry.unanswered == 1 ? 1 : 0;
        acknowledge(entry, told);
      }
      case DUPLICATE -> {
        if (entry.unanswered <= 1 && !entry.acknowledged) {
          violations.add(
              Violation.Kind.FALSE_RECEIPT, "first send told duplicate: " + at(attempt, signal));
        }
        duplicatesTold++;
        acknowledge(entry, told);
      }
      case UNKNOWN -> {}
      default ->
          violations.add(
              Violation.Kind.FALSE_RECEIPT,
              told.kind() + " for a sound signal: " + at(attempt, signal));
    }
  }

  private void acknowledge(Entry entry, Told told) {
    if (!entry.acknowledged) {
      entry.acknowledged = true;
      acknowledged++;
      entry.provenance = told.provenance();
    }
  }

  private void repeated(Attempt attempt, DrillSignal signal, Told told) {
    Entry entry = entry(signal);
    switch (told.kind()) {
      case UNKNOWN -> {}
      case DUPLICATE -> {
        duplicatesTold++;
        if (differ(entry.provenance, told.provenance())) {
          violations.add(
              Violation.Kind.LOST,
              "duplicate of another provenance than the acknowledged: " + at(attempt, signal));
        }
      }
      case ACCEPTED ->
          violations.add(
              Violation.Kind.FALSE_RECEIPT,
              "accepted again after its acknowledgement: " + at(attempt, signal));
      default ->
          violations.add(
              Violation.Kind.FALSE_RECEIPT, told.kind() + " for a repeat: " + at(attempt, signal));
    }
  }

  private void contradicted(Attempt attempt, DrillSignal signal, Told told) {
    switch (told.kind()) {
      case UNKNOWN -> {}
      case CONFLICT -> conflictsTold++;
      default ->
          violations.add(
              Violation.Kind.FALSE_RECEIPT,
              told.kind() + " for a contradiction: " + at(attempt, signal));
    }
  }

  static boolean differ(Optional<UUID> one, Optional<UUID> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  private static String at(Attempt attempt, DrillSignal signal) {
    return "signal " + signal.number() + ", attempt " + attempt.id();
  }

  private Entry entry(DrillSignal signal) {
    Entry entry = entries[signal.number()];
    if (entry == null) {
      throw new IllegalArgumentException("signal " + signal.number() + " was never issued");
    }
    return entry;
  }

  private void write(StringBuilder line) {
    try {
      file.append(line).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the journal can't be written", e);
    }
  }

  /** Called just before a kill: the attempts that are in flight now are watched. */
  synchronized void killing() {
    watched.clear();
    watched.addAll(inFlight);
    victimIsDead = false;
    struck = 0;
  }

  /** Called when the victim is dead. */
  synchronized void killed() {
    victimIsDead = true;
  }

  /**
   * Of the watched attempts, those that the kill met: without an answer yet, answered after it, or
   * answered "unknown".
   */
  synchronized int struck() {
    return struck + watched.size();
  }

  synchronized int inFlight() {
    return inFlight.size();
  }

  @Override
  public synchronized boolean isAcknowledged(int number) {
    return number >= 0 && number < issued && entries[number].acknowledged;
  }

  @Override
  public synchronized Optional<UUID> provenance(int number) {
    return entries[number].provenance;
  }

  @Override
  public synchronized int issued() {
    return issued;
  }

  public synchronized int acknowledged() {
    return acknowledged;
  }

  /** Signals whose first attempt was told Accepted. */
  synchronized int acceptedAtFirst() {
    return acceptedAtFirst;
  }

  synchronized int duplicatesTold() {
    return duplicatesTold;
  }

  synchronized int conflictsTold() {
    return conflictsTold;
  }
}
