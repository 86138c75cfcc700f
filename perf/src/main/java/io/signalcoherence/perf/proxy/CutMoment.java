package io.signalcoherence.perf.proxy;

/**
 * When, around a COMMIT, the proxy cuts the client off. The client sees the same in each case: a
 * dead connection.
 */
public enum CutMoment {
  /** The COMMIT never reaches the server: the transaction rolls back. */
  BEFORE_COMMIT,
  /**
   * The client is cut first; the COMMIT reaches the server a while later, while the client may
   * already try again.
   */
  COMMIT_HELD_BACK,
  /** The COMMIT has been forwarded, the client is cut at once; the server finishes alone. */
  COMMIT_FORWARDED,
  /** The server has answered that it committed; the answer is swallowed. */
  COMMIT_ANSWERED
}
