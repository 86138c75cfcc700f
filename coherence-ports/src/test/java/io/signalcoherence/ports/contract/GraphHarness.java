package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.out.Graph;

/**
 * Lets a contract at one adapter's graph, which is empty when the harness is opened and nothing is
 * broken. A fault concerns {@link #graph()} alone.
 */
public interface GraphHarness extends AutoCloseable {

  /** The graph under test; always the same. */
  Graph graph();

  /** The same graph as a second process would have it: own connections, own memory. */
  Graph anotherProcess();

  /** The next change is made durable, then its answer is lost. */
  void loseAnswerAfterCommit();

  /** The next change loses its connection after its work and before its commit is sent. */
  void loseConnectionBeforeCommit();

  /** The graph can't be reached until {@link #up()}. */
  void down();

  /** The graph can be reached again. */
  void up();

  /** Releases what the harness holds. */
  @Override
  void close();
}
