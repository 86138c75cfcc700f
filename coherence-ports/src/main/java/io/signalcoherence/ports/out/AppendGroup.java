package io.signalcoherence.ports.out;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Signal;
import java.util.Comparator;
import java.util.List;

/**
 * Admitted signals that are appended in one transaction: at least one, no key twice, in the order
 * of their keys.
 *
 * @param entries the signals with their provenance; sorted by key on construction
 */
public record AppendGroup(List<Entry> entries) {

  /**
   * Sorts and validates.
   *
   * @throws InvalidValueException if there is no entry, or a key stands twice
   */
  public AppendGroup {
    entries = entries.stream().sorted(Comparator.comparing(entry -> entry.signal().key())).toList();
    if (entries.isEmpty()) {
      throw new InvalidValueException("group", "no entry", "at least one entry");
    }
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i - 1).signal().key().equals(entries.get(i).signal().key())) {
        throw new InvalidValueException("group", entries.get(i).signal().key(), "each key once");
      }
    }
  }

  /**
   * One signal to append.
   *
   * @param signal the signal
   * @param provenance where it comes from; its id stays the same over all tries
   */
  public record Entry(Signal signal, Provenance provenance) {}
}
