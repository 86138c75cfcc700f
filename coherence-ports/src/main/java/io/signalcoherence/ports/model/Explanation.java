package io.signalcoherence.ports.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * Why a score is what it is: the top parts and the rest sum to the score exactly.
 *
 * @param top the greatest parts, greatest first
 * @param remainder the sum of all other parts, with 9 decimals
 * @param remainderPairs how many pairs the remainder holds, 0 or more
 */
public record Explanation(List<Contribution> top, BigDecimal remainder, int remainderPairs) {

  /** Copies the parts. */
  public Explanation {
    top = List.copyOf(top);
  }
}
