package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.out.AppendGroup;

/** What a store can't hold, though every rule of the language admits it. */
public sealed interface Unstorable {

  /**
   * The store refuses this entry.
   *
   * @param entry an entry with a free key
   */
  record Refuses(AppendGroup.Entry entry) implements Unstorable {}

  /** The store holds whatever the language can say; the contract then tries its extremes. */
  record HoldsEverything() implements Unstorable {}
}
