package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.CommitToken;
import java.util.List;

/** What became of a group. */
public sealed interface AppendResult {

  /**
   * The group's transaction is durable.
   *
   * @param claims one an entry, in the group's order
   * @param token finds answers that include this transaction
   */
  record Appended(List<Claim> claims, CommitToken token) implements AppendResult {
    /** Copies the claims. */
    public Appended {
      claims = List.copyOf(claims);
    }
  }

  /**
   * Some entry breaks a rule of the store (SQLSTATE class 22 or 23); nothing was done. The same
   * group fails the same way, but other parts of it may be stored.
   *
   * @param code the store's code, such as a SQLSTATE; for logs and metrics
   */
  record Unstorable(String code) implements AppendResult {}
}
