package io.signalcoherence.perf.drill;

import java.util.Optional;
import java.util.UUID;

/**
 * What the service told of one signal in one attempt.
 *
 * @param kind the receipt
 * @param provenance the id in the receipt, if it had one
 */
public record Told(Kind kind, Optional<UUID> provenance) {

  /** No answer, or one that says to try again. */
  public static final Told UNKNOWN = new Told(Kind.UNKNOWN, Optional.empty());

  /**
   * Receipts; {@code UNKNOWN} stands for a lost answer, an undetermined receipt and a refusal for
   * lack of capacity.
   */
  public enum Kind {
    ACCEPTED('a'),
    DUPLICATE('d'),
    CONFLICT('c'),
    REJECTED('r'),
    UNKNOWN('u');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }
}
